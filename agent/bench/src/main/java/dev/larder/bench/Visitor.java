package dev.larder.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One client of the closed loop: takes a step, waits for the answer, takes the next. Reads as anybody, comments as a
 * user who has signed in, edits through the JSON API as the author of the post. For one thread.
 */
final class Visitor {
    // A blog that has gone gives nothing but failures
    private static final int FAILURES = 50;

    private final HttpConnection connection;
    private final Session session;
    private final Mix mix;
    private final Freshness freshness;
    private final boolean alone;
    private final LongAdder progress;
    private final Latencies latencies = new Latencies();
    private final List<String> failures = new ArrayList<>();
    private final List<Freshness.Older> older = new ArrayList<>();
    private long comparedPages;

    /**
     * @param alone whether nobody else writes
     * @param progress counts the requests of all visitors while they are at it
     */
    Visitor(
            HttpConnection connection,
            Session session,
            Mix mix,
            Freshness freshness,
            boolean alone,
            LongAdder progress) {
        this.connection = connection;
        this.session = session;
        this.mix = mix;
        this.freshness = freshness;
        this.alone = alone;
        this.progress = progress;
    }

    /** @param end the {@link System#nanoTime} at which no further step is begun */
    void visit(long end) {
        while (System.nanoTime() - end < 0 && failures.size() < FAILURES) {
            Step step = mix.next();
            try {
                take(step);
            } catch (IOException e) {
                failures.add(step + ": " + e);
            }
        }
    }

    Visits visits() {
        return new Visits(latencies, comparedPages, List.copyOf(older), List.copyOf(failures));
    }

    private void take(Step step) throws IOException {
        if (step instanceof Step.Read read) {
            read(read.kind(), read.path(), Map.of());
        } else if (step instanceof Step.AddComment comment) {
            addComment(comment.post());
        } else if (step instanceof Step.EditPost edit) {
            editPost(edit.post());
        }
    }

    private @Nullable Answer read(RequestKind kind, String path, Map<String, String> headers) throws IOException {
        long began = freshness.beginRead();
        long start = System.nanoTime();
        Answer answer = connection.get(path, headers);
        timed(kind, start);
        if (failed("GET " + path, answer, 200)) {
            return null;
        }
        comparedPages++;
        older.addAll(freshness.olderOn(path, answer.body(), began));
        return answer;
    }

    private void addComment(long post) throws IOException {
        List<Subject> subjects = List.of(
                Subject.comments(post), Subject.trendingComments(post), Subject.authoredComments(session.username()));
        String page = "/posts/" + post;
        subjects.forEach(freshness::adding);
        long start = System.nanoTime();
        Answer answer =
                session.submit(connection, page + "/comments", "text", "A comment on post " + post + ", well meant.");
        timed(RequestKind.COMMENT, start);
        if (failed("POST " + page + "/comments", answer, 302)) {
            return;
        }
        subjects.forEach(freshness::added);
        // As the browser does, which is sent back to the page
        read(RequestKind.POST, page, session.headers());
    }

    private void editPost(long post) throws IOException {
        String resource = "/api/posts/" + post;
        Answer before = read(RequestKind.API_POST, resource, Map.of());
        if (before == null) {
            return;
        }
        ApiPost edited = ApiPost.in(before.body()).edited();
        String author = edited.author() + ":secret";
        Map<String, String> headers = Map.of(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(author.getBytes(StandardCharsets.UTF_8)),
                "Content-Type",
                "application/json");
        long start = System.nanoTime();
        Answer answer = connection.send("PUT", resource, headers, edited.input());
        timed(RequestKind.EDIT, start);
        // Another visitor may have been quicker: then this edit was refused, as it should be. Alone, nobody can.
        if (answer.status() == 409 && !alone) {
            return;
        }
        if (!failed("PUT " + resource, answer, 200)) {
            freshness.reached(Subject.edits(post), edited.version() + 1);
            read(RequestKind.POST, "/posts/" + post, Map.of());
        }
    }

    private void timed(RequestKind kind, long start) {
        latencies.add(kind, System.nanoTime() - start);
        progress.increment();
    }

    private boolean failed(String request, Answer answer, int wanted) {
        if (answer.status() == wanted) {
            return false;
        }
        failures.add(request + " was answered with " + answer.status() + " instead of " + wanted);
        return true;
    }
}
