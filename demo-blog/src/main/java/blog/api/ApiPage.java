package blog.api;

import java.util.List;
import org.springframework.data.domain.Page;

record ApiPage<T>(List<T> items, int page, int pages, long total) {

    static <T> ApiPage<T> of(Page<T> page) {
        return new ApiPage<>(page.getContent(), page.getNumber(), page.getTotalPages(), page.getTotalElements());
    }
}
