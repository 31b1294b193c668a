package dev.larder.console.command;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks the application for the pages that a file lists, one after the other. */
record PageWarming(Path file, @Nullable URI base) {
    private static final int PATIENCE_MILLIS = 30_000;

    /** How many were asked for, and what became of those that failed. */
    record Result(int pages, List<String> failures) {}

    /** @param rate at most so many a second */
    Result run(int rate, ProgressBar bar) throws RefusedException, InterruptedException {
        List<URI> urls = urls();
        List<String> failures = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < urls.size(); i++) {
            String failure = get(urls.get(i));
            if (failure != null) {
                failures.add(urls.get(i) + ": " + failure);
            }
            bar.show(i + 1, urls.size(), failures.size());
            // By the clock and not by a pause each: what takes long itself isn't slowed down further
            long due = start + TimeUnit.SECONDS.toNanos(i + 1L) / rate;
            long wait = due - System.nanoTime();
            if (wait > 0 && i < urls.size() - 1) {
                TimeUnit.NANOSECONDS.sleep(wait);
            }
        }
        return new Result(urls.size(), failures);
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
}
