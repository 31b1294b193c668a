package blog.web;

import org.springframework.data.domain.Page;
import org.springframework.web.util.UriComponentsBuilder;

/** Where a reader is in a list; the links are null at its ends. */
public record Pager(int page, int pages, long total, String newer, String older) {

    static Pager of(Page<?> page, String path) {
        return new Pager(
                page.getNumber() + 1,
                page.getTotalPages(),
                page.getTotalElements(),
                page.hasPrevious() ? link(path, page.getNumber() - 1) : null,
                page.hasNext() ? link(path, page.getNumber() + 1) : null);
    }

    private static String link(String path, int page) {
        UriComponentsBuilder link = UriComponentsBuilder.fromUriString(path);
        return (page == 0 ? link : link.queryParam("page", page)).build().toUriString();
    }
}
