package blog.web;

import blog.CategoryService;
import blog.CommentService;
import blog.PostSummary;
import blog.TagService;
import org.springframework.data.domain.Page;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Puts into the model what every page with a list of posts shows: the list, its pager and the sidebar. */
@Component
class Lists {

    private final CommentService comments;
    private final CategoryService categories;
    private final TagService tags;

    Lists(CommentService comments, CategoryService categories, TagService tags) {
        this.comments = comments;
        this.categories = categories;
        this.tags = tags;
    }

    void show(Page<PostSummary> page, String path, Model model) {
        model.addAttribute(
                "items",
                page.map(post -> new PostItem(post, comments.count(post.id()))).getContent());
        model.addAttribute("pager", Pager.of(page, path));
        showSidebar(model);
    }

    void showSidebar(Model model) {
        model.addAttribute("categories", categories.all());
        model.addAttribute("cloud", CloudTag.sized(tags.cloud()));
    }
}
