package dev.larder.console.command;

import dev.larder.console.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "warm",
        mixinStandardHelpOptions = true,
        description =
                "Asks the application for pages, one after the other and not too fast, so that what they need is in the"
                        + " cache before people ask.",
        footer = {
            "",
            "The file has a URL a line; blank lines and those that begin with # are left out.",
            "Exit code: 0, 1 where pages failed, 2 where the file can't be read.",
            "Example: java -jar larder.jar warm --urls pages.txt --base http://127.0.0.1:8080 --rate 20"
        })
final class WarmCommand implements Callable<Integer> {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int SHOWN = 5;
    private static final int BAR = 30;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--urls", required = true, paramLabel = "FILE", description = "URLs to GET, one a line.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Option(
            names = "--base",
            paramLabel = "URL",
            description = "What lines that begin with / are on, such as http://127.0.0.1:8080.")
    private @Nullable URI base;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "10",
            description = "At most so many a second (${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--json", description = "Prints one JSON object instead of text.")
    private boolean json;

    @Override
    public Integer call() throws RefusedException, InterruptedException {
        if (rate < 1) {
            throw new RefusedException("--rate is at least 1");
        }
        List<URI> urls = urls();
        List<String> failures = new ArrayList<>();
        boolean bar = !json && Terminal.console() != null;
        long start = System.nanoTime();
        for (int i = 0; i < urls.size(); i++) {
            String failure = get(urls.get(i));
            if (failure != null) {
                failures.add(urls.get(i) + ": " + failure);
            }
            if (bar) {
                progress(i + 1, urls.size(), failures.size());
            }
            // By the clock and not by a pause each: what takes long itself isn't slowed down further
            long due = start + TimeUnit.SECONDS.toNanos(i + 1L) / rate;
            long wait = due - System.nanoTime();
            if (wait > 0 && i < urls.size() - 1) {
                TimeUnit.NANOSECONDS.sleep(wait);
            }
        }
        report(urls.size(), failures, bar);
        return failures.isEmpty() ? 0 : 1;
    }

    private List<URI> urls() throws RefusedException {
        List<URI> urls = new ArrayList<>();
        try {
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                String text = line.trim();
                if (!text.isEmpty() && !text.startsWith("#")) {
                    urls.add(url(text, number));
                }
            }
        } catch (IOException unreadable) {
            throw new RefusedException(file + " can't be read: " + unreadable);
        }
        if (urls.isEmpty()) {
            throw new RefusedException(file + " names no URL");
        }
        return urls;
    }

    private URI url(String text, int line) throws RefusedException {
        try {
            URI url = text.startsWith("/") && base != null ? base.resolve(text) : URI.create(text);
            if (("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException wrong) {
            // As below
        }
        throw new RefusedException(
                file + ":" + line + ": this is no URL. Write http://HOST/PATH, or /PATH with --base");
    }

    /** Null where it was answered well. */
    private static @Nullable String get(URI url) {
        try {
            HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            int status = connection.getResponseCode();
            if (status >= 400) {
                return "answered with " + status;
            }
            try (InputStream in = connection.getInputStream()) {
                // To its end: the last of a page may be what has to be warmed, and the connection serves the next
                byte[] block = new byte[8192];
                while (in.read(block) >= 0) {}
            }
            return null;
        } catch (MalformedURLException | RuntimeException odd) {
            return odd.toString();
        } catch (IOException failed) {
            return String.valueOf(failed.getMessage());
        }
    }

    private static void progress(int done, int all, int failed) {
        int filled = (int) ((long) BAR * done / all);
        System.out.print("\r[" + "#".repeat(filled) + " ".repeat(BAR - filled) + "] " + done + "/" + all
                + (failed == 0 ? "" : ", " + failed + " failed") + "\033[K");
        System.out.flush();
    }

    private void report(int all, List<String> failures, boolean bar) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonText text = new JsonText().open('{').name("urls").value(all);
            text.name("failed").value(failures.size()).name("failures").open('[');
            failures.forEach(text::value);
            out.println(text.close(']').close('}'));
        } else {
            if (bar) {
                out.println();
            }
            out.println(all + (all == 1 ? " page" : " pages") + " asked for, " + failures.size() + " failed");
            failures.stream().limit(SHOWN).forEach(spec.commandLine().getErr()::println);
            if (failures.size() > SHOWN) {
                spec.commandLine().getErr().println("and " + (failures.size() - SHOWN) + " more");
            }
        }
        out.flush();
    }
}
