package dev.larder.engine.value;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/** Classes compiled by a test, in a loader of their own: for two versions of one class, and for loaders that are dropped. */
public final class CompiledClasses {
    private static final Pattern NAME = Pattern.compile("(?:class|record|enum|interface) (\\w+)");

    private CompiledClasses() {}

    /** @param sources each of one class of the package {@code app}, or of the one that it names */
    public static Path compile(Path home, String... sources) {
        try {
            Path out = Files.createDirectories(home.resolve("classes"));
            List<String> arguments = new ArrayList<>(List.of("-d", out.toString(), "-proc:none"));
            for (String source : sources) {
                Matcher name = NAME.matcher(source);
                if (!name.find()) {
                    throw new IllegalArgumentException(source);
                }
                Path file = Files.createDirectories(home.resolve("source" + arguments.size()))
                        .resolve(name.group(1) + ".java");
                Files.writeString(
                        file,
                        source.startsWith("package ") ? source : "package app;\nimport java.util.*;\npublic " + source);
                arguments.add(file.toString());
            }
            int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0]));
            if (result != 0) {
                throw new IllegalArgumentException("does not compile: " + List.of(sources));
            }
            return out;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    public static ClassLoader loader(Path classes) {
        try {
            return new URLClassLoader(new URL[] {classes.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static Codec codec(Codecs codecs, ClassLoader loader, String service, String method, String... allow)
            throws ReflectiveOperationException, RefusedException {
        Class<?> owner = loader.loadClass("app." + service);
        return codecs.forMethod(owner.getMethod(method), owner, ValueSettings.allowing(List.of(allow)));
    }
}
