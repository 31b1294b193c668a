package blog;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class CategoryService {

    private final CategoryRepository categories;

    CategoryService(CategoryRepository categories) {
        this.categories = categories;
    }

    @Transactional(readOnly = true)
    public List<CategoryCount> all() {
        return categories.findAllWithCounts();
    }

    public Optional<Category> bySlug(String slug) {
        return categories.findBySlug(slug);
    }
}
