package blog.web;

import blog.Category;
import blog.CategoryService;
import blog.CommentService;
import blog.NotFoundException;
import blog.Post;
import blog.PostService;
import blog.Tag;
import blog.TagService;
import blog.UserService;
import blog.ViewCounter;
import jakarta.validation.Valid;
import java.security.Principal;
import java.util.List;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

@Controller
@RequestMapping("/posts")
class PostController {

    private final PostService posts;
    private final CommentService comments;
    private final CategoryService categories;
    private final TagService tags;
    private final UserService users;
    private final ViewCounter views;

    PostController(
            PostService posts,
            CommentService comments,
            CategoryService categories,
            TagService tags,
            UserService users,
            ViewCounter views) {
        this.posts = posts;
        this.comments = comments;
        this.categories = categories;
        this.tags = tags;
        this.users = users;
        this.views = views;
    }

    @GetMapping("/{id}")
    String show(@PathVariable long id, Model model) {
        Post post = posts.find(id).orElseThrow(() -> new NotFoundException("post " + id));
        views.record(id);
        model.addAttribute("post", post);
        model.addAttribute("count", comments.count(id));
        model.addAttribute("comments", comments.forPost(id));
        model.addAttribute("related", posts.related(id));
        return "post";
    }

    @GetMapping("/new")
    String compose(Model model) {
        return form(new PostForm(), "/posts", model);
    }

    @PostMapping
    String create(
            @Valid @ModelAttribute("form") PostForm form, BindingResult errors, Principal principal, Model model) {
        if (errors.hasErrors()) {
            return form(form, "/posts", model);
        }
        Post post = new Post(users.byUsername(principal.getName()).orElseThrow());
        apply(form, post);
        return "redirect:/posts/" + posts.save(post).getId();
    }

    @GetMapping("/{id}/edit")
    String edit(@PathVariable long id, Principal principal, Model model) {
        return form(PostForm.of(own(id, principal)), "/posts/" + id, model);
    }

    @PostMapping("/{id}")
    String update(
            @PathVariable long id,
            @Valid @ModelAttribute("form") PostForm form,
            BindingResult errors,
            Principal principal,
            Model model) {
        Post post = own(id, principal);
        if (form.isOutdatedBy(post)) {
            errors.reject("outdated", "The post has been changed since you opened it. Open it again to see how.");
        }
        if (errors.hasErrors()) {
            return form(form, "/posts/" + id, model);
        }
        apply(form, post);
        posts.save(post);
        return "redirect:/posts/" + id;
    }

    @PostMapping("/{id}/delete")
    String delete(@PathVariable long id, Principal principal) {
        posts.delete(own(id, principal));
        return "redirect:/";
    }

    private Post own(long id, Principal principal) {
        Post post = posts.forEdit(id);
        if (!post.isBy(principal.getName())) {
            throw new AccessDeniedException("Only its author may change a post");
        }
        return post;
    }

    private void apply(PostForm form, Post post) {
        Category category = categories
                .bySlug(form.getCategory())
                .orElseThrow(() -> new NotFoundException("category " + form.getCategory()));
        // Tags before the first change: their transaction would otherwise write half an edit to the database.
        List<Tag> named = tags.named(form.tagNames());
        post.setTitle(form.getTitle().strip());
        post.setBody(form.getBody().strip());
        post.setCategory(category);
        post.setTags(named);
    }

    private String form(PostForm form, String action, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("action", action);
        model.addAttribute("categories", categories.all());
        return "post-form";
    }
}
