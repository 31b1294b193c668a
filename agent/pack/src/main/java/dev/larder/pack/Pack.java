package dev.larder.pack;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Lays out larder.jar in a directory. In sight of the application stands the stub alone; everything else lies in one
 * entry, out of which no other loader takes a class, and the libraries have names of their own.
 */
public final class Pack {
    private static final String STUB = Names.OWN + "boot/";
    private static final String SERVICES = "META-INF/services/";
    private static final String LICENCES = "META-INF/licenses/";
    private static final String THIRD_PARTY = "META-INF/THIRD-PARTY.md";
    private static final String CLASS = ".class";

    private final Path target;
    private final Map<String, byte[]> files;
    private final Names names;
    private final Relocation relocation;
    private final Map<String, byte[]> hidden = new TreeMap<>();

    private Pack(Path target, Map<String, byte[]> files) {
        this.target = target;
        this.files = files;
        this.names = new Names(files.keySet().stream()
                .filter(name -> name.endsWith(CLASS) && !name.startsWith(Names.OWN) && !name.startsWith("java/"))
                .map(name -> name.substring(0, name.length() - CLASS.length()))
                .collect(Collectors.toSet()));
        this.relocation = new Relocation(names);
    }

    /** @param arguments a directory that is empty or absent; the class path of what is packed */
    public static void main(String[] arguments) throws IOException {
        lay(Path.of(arguments[0]), arguments[1]);
    }

    static void lay(Path target, String classPath) throws IOException {
        new Pack(
                        target,
                        Ingredients.of(Arrays.stream(classPath.split(File.pathSeparator))
                                .map(Path::of)
                                .toList()))
                .lay();
    }

    private void lay() throws IOException {
        Map<String, byte[]> types = new TreeMap<>();
        Lambdas lambdas = new Lambdas();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String name = file.getKey();
            byte[] content = file.getValue();
            if (name.startsWith(STUB) || name.equals(THIRD_PARTY)) {
                write(name, content);
            } else if (name.endsWith(CLASS)) {
                // Those of libraries stay: few are met at a start, and there are thousands
                types.put(
                        name.substring(0, name.length() - CLASS.length()),
                        name.startsWith(Names.OWN) ? lambdas.takeOut(content) : content);
            } else if (name.startsWith(SERVICES)) {
                service(name.substring(SERVICES.length()), new String(content, StandardCharsets.UTF_8));
            } else if (name.startsWith(LICENCES)) {
                // For people, who look into a jar with what everybody has
                write("inst/" + name, content);
            } else if (name.startsWith(Names.OWN)) {
                hidden.put(name, content);
            }
            // What else libraries bring along (their builds' descriptors, versions, settings for native images) nobody
            // reads here.
        }
        types.replaceAll(lambdas::listed);
        types.putAll(lambdas.made());
        for (Map.Entry<String, byte[]> type : types.entrySet()) {
            hidden.put(names.map(type.getKey()) + CLASS, relocation.relocate(type.getValue()));
        }
        write(Archive.NAME, Archive.write(hidden));
    }

    /** Of the services that are offered, those that something in the jar asks for. */
    private void service(String service, String providers) {
        String renamed = names.text(service);
        if (!renamed.equals(service)) {
            hidden.put(
                    SERVICES + renamed,
                    providers
                            .lines()
                            .map(line -> line.replaceAll("#.*", "").trim())
                            .filter(line -> !line.isEmpty())
                            .map(names::text)
                            .collect(Collectors.joining("\n", "", "\n"))
                            .getBytes(StandardCharsets.UTF_8));
        }
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = target.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}
