package blog.api;

import blog.CategoryCount;
import blog.CategoryService;
import blog.NotFoundException;
import blog.TrendingPost;
import blog.TrendingService;
import blog.UserProfile;
import blog.UserService;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api")
class ApiController {

    private final UserService users;
    private final CategoryService categories;
    private final TrendingService trending;

    ApiController(UserService users, CategoryService categories, TrendingService trending) {
        this.users = users;
        this.categories = categories;
        this.trending = trending;
    }

    @GetMapping("/users/{username}")
    UserProfile user(@PathVariable String username) {
        return users.profile(username).orElseThrow(() -> new NotFoundException("user " + username));
    }

    @GetMapping("/categories")
    List<CategoryCount> categories() {
        return categories.all();
    }

    @GetMapping("/trending")
    List<TrendingPost> trending() {
        return trending.posts(30, 20);
    }
}
