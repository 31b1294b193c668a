package dev.larder.bench.value;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What applications cache: one thing with what belongs to it, a page of a list, a small record, a long text. */
@SuppressWarnings("unused")
final class Shapes {
    static class Author {
        Long id;
        String name;
        String email;

        Author() {}
    }

    static class Comment {
        Long id;
        String text;
        Author author;
        Instant written;

        Comment() {}
    }

    static class Post {
        Long id;
        String title;
        String body;
        Author author;
        Instant published;
        boolean pinned;
        int views;
        List<Comment> comments = new ArrayList<>();
        Set<String> tags = new HashSet<>();

        Post() {}
    }

    record Summary(long id, String title, String author, Instant published, int comments) {}

    record Price(long cents, String currency, boolean gross) {}

    record Document(long id, String text) {}

    /** Declares what the shapes are, as a woven method would. */
    static class Service {
        Post post() {
            return Shapes.post();
        }

        List<Summary> summaries() {
            return Shapes.summaries();
        }

        Price price() {
            return new Price(12_99, "EUR", true);
        }

        Document document() {
            return new Document(7, "Lorem ipsum dolor sit amet. ".repeat(3_700));
        }
    }

    private Shapes() {}

    private static Instant time(int second) {
        return Instant.ofEpochSecond(1_700_000_000L + second, 123_000_000);
    }

    private static Author author(long id) {
        Author author = new Author();
        author.id = id;
        author.name = "Author number " + id;
        author.email = "author" + id + "@example.org";
        return author;
    }

    private static Post post() {
        Post post = new Post();
        post.id = 4711L;
        post.title = "How caches lie, and what to do about it";
        post.body = "A paragraph of a post, neither long nor short. ".repeat(30);
        post.author = author(1);
        post.published = time(0);
        post.views = 1234;
        post.tags.addAll(List.of("caches", "java", "redis"));
        for (int i = 0; i < 10; i++) {
            Comment comment = new Comment();
            comment.id = 100L + i;
            comment.text = "Comment number " + i + ", with a sentence or two of what somebody thought of it.";
            comment.author = i % 3 == 0 ? post.author : author(2 + i);
            comment.written = time(60 * i);
            post.comments.add(comment);
        }
        return post;
    }

    private static List<Summary> summaries() {
        List<Summary> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(new Summary(i, "The title of post number " + i, "Author number " + i % 4, time(i), i * 3));
        }
        return all;
    }
}
