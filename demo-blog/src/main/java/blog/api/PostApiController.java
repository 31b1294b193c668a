package blog.api;

import blog.Category;
import blog.CategoryService;
import blog.Comment;
import blog.CommentService;
import blog.CommentView;
import blog.NotFoundException;
import blog.Post;
import blog.PostService;
import blog.Tag;
import blog.TagService;
import blog.User;
import blog.UserService;
import jakarta.validation.Valid;
import jakarta.validation.constraints.PositiveOrZero;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/posts")
class PostApiController {

    private final PostService posts;
    private final CommentService comments;
    private final CategoryService categories;
    private final TagService tags;
    private final UserService users;

    PostApiController(
            PostService posts,
            CommentService comments,
            CategoryService categories,
            TagService tags,
            UserService users) {
        this.posts = posts;
        this.comments = comments;
        this.categories = categories;
        this.tags = tags;
        this.users = users;
    }

    @GetMapping
    ApiPage<ApiPostItem> list(@RequestParam(defaultValue = "0") @PositiveOrZero int page) {
        return ApiPage.of(
                posts.list(page, PostService.PAGE_SIZE).map(post -> ApiPostItem.of(post, comments.count(post.id()))));
    }

    @GetMapping("/{id}")
    ApiPost show(@PathVariable long id) {
        return ApiPost.of(find(id), comments.count(id));
    }

    @GetMapping("/{id}/comments")
    List<CommentView> comments(@PathVariable long id) {
        find(id);
        return comments.forPost(id);
    }

    @PostMapping
    ResponseEntity<ApiPost> create(@Valid @RequestBody PostInput input, Principal principal) {
        Post post = new Post(me(principal));
        apply(input, post);
        Post saved = posts.save(post);
        return ResponseEntity.created(URI.create("/api/posts/" + saved.getId())).body(ApiPost.of(saved, 0));
    }

    @PutMapping("/{id}")
    ApiPost update(@PathVariable long id, @Valid @RequestBody PostInput input, Principal principal) {
        Post post = own(id, principal);
        if (input.version() != null && input.version() != post.getVersion()) {
            throw new OptimisticLockingFailureException("Post " + id + " is at version " + post.getVersion());
        }
        apply(input, post);
        return ApiPost.of(posts.save(post), comments.count(id));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id, Principal principal) {
        posts.delete(own(id, principal));
    }

    @PostMapping("/{id}/comments")
    ResponseEntity<CommentView> comment(
            @PathVariable long id, @Valid @RequestBody CommentInput input, Principal principal) {
        User me = me(principal);
        Comment comment = comments.add(new Comment(find(id), me, input.text().strip()));
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(new CommentView(
                        comment.getId(),
                        me.getUsername(),
                        me.getDisplayName(),
                        comment.getText(),
                        comment.getCreatedAt()));
    }

    private Post find(long id) {
        return posts.find(id).orElseThrow(() -> new NotFoundException("post " + id));
    }

    private User me(Principal principal) {
        return users.byUsername(principal.getName()).orElseThrow();
    }

    private Post own(long id, Principal principal) {
        Post post = posts.forEdit(id);
        if (!post.isBy(principal.getName())) {
            throw new AccessDeniedException("Only its author may change a post");
        }
        return post;
    }

    private void apply(PostInput input, Post post) {
        Category category = categories
                .bySlug(input.category())
                .orElseThrow(() -> new NotFoundException("category " + input.category()));
        // Tags before the first change: their transaction would otherwise write half an edit to the database.
        List<Tag> named = tags.named(input.tags());
        post.setTitle(input.title().strip());
        post.setBody(input.body().strip());
        post.setCategory(category);
        post.setTags(named);
    }
}
