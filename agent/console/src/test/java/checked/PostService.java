package checked;

import java.util.Map;

/** An application that {@code check} looks at from its files; nothing of it ever runs. */
@SuppressWarnings("unused")
public class PostService {
    private int loads;

    static {
        if (true) {
            throw new IllegalStateException("check initialises no class");
        }
    }

    public static final class Author {
        private final Long id;

        public Author(Long id) {
            this.id = id;
        }

        public Long getId() {
            return id;
        }
    }

    public record Post(Long id, Author author) {
        public String title(int length) {
            return "x".repeat(length);
        }
    }

    public interface PostRepository {
        Post findBySlug(String slug);
    }

    java.util.stream.Stream<Post> stream(long id) {
        return java.util.stream.Stream.of(find(id));
    }

    public Post find(long id) {
        return new Post(id, null);
    }

    public Post counted(long id) {
        loads++;
        return new Post(System.nanoTime(), null);
    }

    public Map<String, Post> entry(Map.Entry<String, Post> entry) {
        return Map.ofEntries(entry);
    }

    public void save(Post post) {}

    public static String tenant() {
        return "a";
    }
}
