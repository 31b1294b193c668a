package blog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hibernate.Hibernate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@BlogTest
class PostServiceTest {

    @Autowired
    PostService posts;

    @Autowired
    CommentService comments;

    @Autowired
    UserService users;

    @Test
    void a_post_that_was_found_brings_its_author_category_and_tags() {
        Post post = posts.find(5).orElseThrow();
        assertThat(post.getAuthor().getDisplayName()).isNotEmpty();
        assertThat(post.getCategory().getName()).isNotEmpty();
        assertThat(post.getTags()).hasSizeBetween(2, 5);
    }

    @Test
    void recent_posts_bring_their_tags_and_related_ones_do_not() {
        assertThat(posts.recentEntities(5)).hasSize(5).allMatch(post -> Hibernate.isInitialized(post.getTags()));
        List<Post> related = posts.related(5);
        assertThat(related).hasSize(5).noneMatch(post -> Hibernate.isInitialized(post.getTags()));
    }

    @Test
    void a_comment_can_be_added_to_a_post_that_was_found_before() {
        Post post = posts.find(6).orElseThrow();
        long before = comments.count(6);
        comments.add(new Comment(post, users.byUsername("user1").orElseThrow(), "Found, then commented on."));
        assertThat(comments.count(6)).isEqualTo(before + 1);
        assertThat(comments.forPost(6)).hasSize((int) before + 1);
    }

    @Test
    void a_post_that_was_found_before_can_be_changed_and_saved() {
        Post post = posts.find(7).orElseThrow();
        post.setTitle("Found, then changed");
        Post saved = posts.save(post);
        assertThat(saved.getVersion()).isEqualTo(post.getVersion() + 1);
        assertThat(posts.find(7).orElseThrow().getTitle()).isEqualTo("Found, then changed");
    }

    @Test
    void two_posts_of_one_title_have_slugs_of_their_own() {
        assertThat(posts.save(post("Once, twice!")).getSlug()).isEqualTo("once-twice");
        assertThat(posts.save(post("Once, twice!")).getSlug()).isEqualTo("once-twice-2");
    }

    private Post post(String title) {
        Post example = posts.find(8).orElseThrow();
        Post post = new Post(example.getAuthor());
        post.setTitle(title);
        post.setBody("Text.");
        post.setCategory(example.getCategory());
        return post;
    }
}
