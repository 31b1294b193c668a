package blog;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

public interface CategoryRepository extends JpaRepository<Category, Long> {

    Optional<Category> findBySlug(String slug);

    @Query("""
            select new blog.CategoryCount(c.name, c.slug, count(p))
            from Category c left join Post p on p.category = c
            group by c.name, c.slug
            order by c.name
            """)
    List<CategoryCount> findAllWithCounts();
}
