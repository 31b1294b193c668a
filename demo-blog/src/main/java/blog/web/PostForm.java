package blog.web;

import blog.Post;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A post as its author types it; the tags stand in one line, with commas between them. */
public class PostForm {

    @NotBlank
    @Size(max = 200)
    private String title = "";

    @NotBlank
    @Size(max = 50_000)
    private String body = "";

    @NotBlank
    private String category = "";

    @Size(max = 200)
    private String tags = "";

    /** The version the author began with; null for a new post. */
    private Integer version;

    static PostForm of(Post post) {
        PostForm form = new PostForm();
        form.title = post.getTitle();
        form.body = post.getBody();
        form.category = post.getCategory().getSlug();
        form.tags = String.join(", ", post.tagNames());
        form.version = post.getVersion();
        return form;
    }

    boolean isOutdatedBy(Post post) {
        return version != null && version != post.getVersion();
    }

    List<String> tagNames() {
        return Arrays.stream(tags.split(","))
                .map(tag -> tag.strip().toLowerCase(Locale.ROOT).replace(' ', '-'))
                .filter(tag -> !tag.isEmpty())
                .distinct()
                .toList();
    }

    public String getTitle() {
        return title;
    }

    public void setTitle(String title) {
        this.title = title;
    }

    public String getBody() {
        return body;
    }

    public void setBody(String body) {
        this.body = body;
    }

    public String getCategory() {
        return category;
    }

    public void setCategory(String category) {
        this.category = category;
    }

    public String getTags() {
        return tags;
    }

    public void setTags(String tags) {
        this.tags = tags;
    }

    public Integer getVersion() {
        return version;
    }

    public void setVersion(Integer version) {
        this.version = version;
    }
}
