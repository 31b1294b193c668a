package blog;

import java.util.Locale;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class SearchService {

    private final PostRepository posts;

    SearchService(PostRepository posts) {
        this.posts = posts;
    }

    /** The posts that have the query, just as it was typed but for its case, in their title or text. */
    @Transactional(readOnly = true)
    public Page<PostSummary> search(String query, int page) {
        PageRequest pageable = PageRequest.of(page, PostService.PAGE_SIZE, PostService.NEWEST_FIRST);
        String wanted = query.strip().toLowerCase(Locale.ROOT);
        if (wanted.isEmpty()) {
            return Page.empty(pageable);
        }
        return posts.search("%" + wanted.replaceAll("[\\\\%_]", "\\\\$0") + "%", pageable)
                .map(PostSummary::of);
    }
}
