package blog.web;

import blog.Category;
import blog.CategoryService;
import blog.NotFoundException;
import blog.PostService;
import blog.SearchService;
import blog.TrendingService;
import blog.UserProfile;
import blog.UserService;
import jakarta.validation.constraints.PositiveOrZero;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The pages that list posts. Pages count from 0, as Spring Data's do. */
@Controller
class ListController {

    private static final int TRENDING_DAYS = 30;
    private static final int TRENDING_POSTS = 20;

    private final PostService posts;
    private final UserService users;
    private final CategoryService categories;
    private final TrendingService trending;
    private final SearchService search;
    private final Lists lists;

    ListController(
            PostService posts,
            UserService users,
            CategoryService categories,
            TrendingService trending,
            SearchService search,
            Lists lists) {
        this.posts = posts;
        this.users = users;
        this.categories = categories;
        this.trending = trending;
        this.search = search;
        this.lists = lists;
    }

    @GetMapping("/")
    String front(@RequestParam(defaultValue = "0") @PositiveOrZero int page, Model model) {
        lists.show(posts.list(page, PostService.PAGE_SIZE), "/", model);
        return "front";
    }

    @GetMapping("/authors/{username}")
    String author(
            @PathVariable String username, @RequestParam(defaultValue = "0") @PositiveOrZero int page, Model model) {
        UserProfile profile = users.profile(username).orElseThrow(() -> new NotFoundException("author " + username));
        model.addAttribute("profile", profile);
        lists.show(posts.byAuthor(profile.id(), page), path("authors", username), model);
        return "author";
    }

    @GetMapping("/categories/{slug}")
    String category(
            @PathVariable String slug, @RequestParam(defaultValue = "0") @PositiveOrZero int page, Model model) {
        Category category = categories.bySlug(slug).orElseThrow(() -> new NotFoundException("category " + slug));
        model.addAttribute("category", category);
        lists.show(posts.byCategory(slug, page), path("categories", slug), model);
        return "category";
    }

    @GetMapping("/tags/{name}")
    String tag(@PathVariable String name, @RequestParam(defaultValue = "0") @PositiveOrZero int page, Model model) {
        model.addAttribute("tag", name);
        lists.show(posts.byTag(name, page), path("tags", name), model);
        return "tag";
    }

    @GetMapping("/trending")
    String trending(Model model) {
        model.addAttribute("days", TRENDING_DAYS);
        model.addAttribute("trending", trending.posts(TRENDING_DAYS, TRENDING_POSTS));
        lists.showSidebar(model);
        return "trending";
    }

    @GetMapping("/search")
    String search(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "0") @PositiveOrZero int page,
            Model model) {
        model.addAttribute("q", q);
        String path = UriComponentsBuilder.fromPath("/search")
                .queryParam("q", "{q}")
                .encode()
                .build(q)
                .toString();
        lists.show(search.search(q, page), path, model);
        return "search";
    }

    private static String path(String... segments) {
        return UriComponentsBuilder.fromPath("/")
                .pathSegment(segments)
                .encode()
                .build()
                .toUriString();
    }
}
