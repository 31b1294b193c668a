package blog;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.hibernate.Hibernate;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class PostService {

    public static final int PAGE_SIZE = 20;

    static final Sort NEWEST_FIRST = Sort.by("publishedAt", "id").descending();

    private static final int RELATED = 5;

    private final PostRepository posts;
    private final Clock clock;

    PostService(PostRepository posts, Clock clock) {
        this.posts = posts;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<Post> find(long id) {
        return posts.findWithTagsById(id);
    }

    @Transactional(readOnly = true)
    public Page<PostSummary> list(int page, int size) {
        return posts.findAllBy(newestFirst(page, size)).map(PostSummary::of);
    }

    @Transactional(readOnly = true)
    public Page<PostSummary> byAuthor(long authorId, int page) {
        return posts.findByAuthorId(authorId, newestFirst(page, PAGE_SIZE)).map(PostSummary::of);
    }

    @Transactional(readOnly = true)
    public Page<PostSummary> byCategory(String slug, int page) {
        return posts.findByCategorySlug(slug, newestFirst(page, PAGE_SIZE)).map(PostSummary::of);
    }

    @Transactional(readOnly = true)
    public Page<PostSummary> byTag(String name, int page) {
        return posts.findByTagsName(name, newestFirst(page, PAGE_SIZE)).map(PostSummary::of);
    }

    @Transactional(readOnly = true)
    public List<Post> recentEntities(int count) {
        List<Post> recent = posts.findAllBy(newestFirst(0, count)).getContent();
        recent.forEach(post -> Hibernate.initialize(post.getTags()));
        return recent;
    }

    public List<Post> related(long postId) {
        return posts.findInSameCategory(postId, Limit.of(RELATED));
    }

    /** The post as the repository has it, to be changed and saved. */
    public Post forEdit(long id) {
        return posts.findById(id).orElseThrow(() -> new NotFoundException("post " + id));
    }

    @Transactional
    public Post save(Post post) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        if (post.getSlug() == null) {
            post.setSlug(freeSlug(post.getTitle()));
        }
        if (post.getPublishedAt() == null) {
            post.setPublishedAt(now);
        }
        post.setUpdatedAt(now);
        return posts.save(post);
    }

    @Transactional
    public void delete(Post post) {
        posts.delete(post);
    }

    private String freeSlug(String title) {
        String slug = Slugs.of(title);
        String free = slug;
        for (int n = 2; posts.existsBySlug(free); n++) {
            free = slug + "-" + n;
        }
        return free;
    }

    private static Pageable newestFirst(int page, int size) {
        return PageRequest.of(page, size, NEWEST_FIRST);
    }
}
