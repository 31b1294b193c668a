package blog.web;

import blog.Comment;
import blog.CommentService;
import blog.NotFoundException;
import blog.Post;
import blog.PostService;
import blog.UserService;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

@Controller
class CommentController {

    private final CommentService comments;
    private final PostService posts;
    private final UserService users;

    CommentController(CommentService comments, PostService posts, UserService users) {
        this.comments = comments;
        this.posts = posts;
        this.users = users;
    }

    @PostMapping("/posts/{id}/comments")
    String add(@PathVariable long id, @RequestParam @NotBlank @Size(max = 5000) String text, Principal principal) {
        Post post = posts.find(id).orElseThrow(() -> new NotFoundException("post " + id));
        comments.add(new Comment(post, users.byUsername(principal.getName()).orElseThrow(), text.strip()));
        return "redirect:/posts/" + id;
    }
}
