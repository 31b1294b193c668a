package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Slice;
import org.springframework.data.domain.SliceImpl;
import org.springframework.data.domain.Sort;

class SpringDataTest {
    record Row(long id, String title) {}

    static class Rows {
        Page<Row> page() {
            return null;
        }

        Slice<Row> slice() {
            return null;
        }
    }

    private static final List<Row> ROWS = new ArrayList<>(List.of(new Row(1, "a"), new Row(2, "b")));

    private static Object back(String method, Object value) throws Exception {
        Object back = CodecFixture.roundTrip(CodecFixture.of(Rows.class, method), value);
        assertThat(back).isEqualTo(value).isNotSameAs(value).hasSameClassAs(value);
        return back;
    }

    @Test
    void a_sorted_page_comes_back_whole() throws Exception {
        Sort sort = Sort.by(
                Sort.Order.desc("created").nullsLast(), Sort.Order.asc("title").ignoreCase());
        Page<?> page = (Page<?>) back("page", new PageImpl<>(ROWS, PageRequest.of(3, 2, sort), 100));
        assertThat(page.getSort()).isEqualTo(sort);
        assertThat(page.getTotalPages()).isEqualTo(50);
        assertThat(page.nextPageable()).isEqualTo(PageRequest.of(4, 2, sort));
        assertThat(page.getContent()).isEqualTo(ROWS);
    }

    @Test
    void constants_of_spring_data_come_back_as_themselves() throws Exception {
        Page<?> unsorted = (Page<?>) back("page", new PageImpl<>(ROWS, PageRequest.of(0, 2), 2));
        assertThat(unsorted.getSort()).isSameAs(Sort.unsorted());
        Page<?> unpaged = (Page<?>) back("page", new PageImpl<>(ROWS));
        assertThat(unpaged.getPageable()).isSameAs(Pageable.unpaged());
        assertThat(unpaged.getPageable().isUnpaged()).isTrue();
    }

    @Test
    void a_slice_comes_back_whole() throws Exception {
        Slice<?> slice = (Slice<?>) back("slice", new SliceImpl<>(ROWS, PageRequest.of(1, 2), true));
        assertThat(slice.hasNext()).isTrue();
        back("slice", new PageImpl<>(ROWS, PageRequest.of(1, 2), 9));
    }
}
