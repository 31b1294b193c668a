package blog;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

public interface TagRepository extends JpaRepository<Tag, Long> {

    record TagCount(String name, long posts) {}

    Optional<Tag> findByName(String name);

    @Query("""
            select new blog.TagRepository$TagCount(t.name, count(p))
            from Post p join p.tags t
            group by t.name
            order by count(p) desc, t.name
            """)
    List<TagCount> findMostUsed(Limit limit);
}
