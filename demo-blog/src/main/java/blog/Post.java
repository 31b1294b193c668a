package blog;

import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.annotations.BatchSize;

@Entity
@Table(name = "posts")
public class Post {

    private static final int LONGEST_EXCERPT = 240;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Version
    private int version;

    private String slug;
    private String title;
    private String excerpt;
    private String body;

    @ManyToOne(fetch = FetchType.LAZY)
    private User author;

    @ManyToOne(fetch = FetchType.LAZY)
    private Category category;

    @ManyToMany
    @JoinTable(
            name = "post_tags",
            joinColumns = @JoinColumn(name = "post_id"),
            inverseJoinColumns = @JoinColumn(name = "tag_id"))
    @OrderBy("name")
    @BatchSize(size = 50)
    private Set<Tag> tags = new LinkedHashSet<>();

    private Instant publishedAt;
    private Instant updatedAt;

    protected Post() {}

    public Post(User author) {
        this.author = author;
    }

    public Long getId() {
        return id;
    }

    public int getVersion() {
        return version;
    }

    public String getSlug() {
        return slug;
    }

    public void setSlug(String slug) {
        this.slug = slug;
    }

    public String getTitle() {
        return title;
    }

    public void setTitle(String title) {
        this.title = title;
    }

    public String getExcerpt() {
        return excerpt;
    }

    public String getBody() {
        return body;
    }

    public void setBody(String body) {
        this.body = body;
        this.excerpt = excerptOf(body);
    }

    /** The beginning of the first paragraph, cut between words. */
    public static String excerptOf(String body) {
        String start = body.strip().lines().findFirst().orElse("").strip();
        if (start.length() <= LONGEST_EXCERPT) {
            return start;
        }
        int end = start.lastIndexOf(' ', LONGEST_EXCERPT - 1);
        return start.substring(0, end > 0 ? end : LONGEST_EXCERPT - 1) + "…";
    }

    public List<String> paragraphs() {
        return body.lines().filter(line -> !line.isBlank()).toList();
    }

    public User getAuthor() {
        return author;
    }

    public boolean isBy(String username) {
        return author.getUsername().equals(username);
    }

    public Category getCategory() {
        return category;
    }

    public void setCategory(Category category) {
        this.category = category;
    }

    public Set<Tag> getTags() {
        return tags;
    }

    public void setTags(Collection<Tag> tags) {
        this.tags.retainAll(tags);
        this.tags.addAll(tags);
    }

    public List<String> tagNames() {
        return tags.stream().map(Tag::getName).sorted().toList();
    }

    public Instant getPublishedAt() {
        return publishedAt;
    }

    public void setPublishedAt(Instant publishedAt) {
        this.publishedAt = publishedAt;
    }

    public Instant getUpdatedAt() {
        return updatedAt;
    }

    public void setUpdatedAt(Instant updatedAt) {
        this.updatedAt = updatedAt;
    }
}
