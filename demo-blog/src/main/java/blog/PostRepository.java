package blog;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

public interface PostRepository extends JpaRepository<Post, Long> {

    @EntityGraph(attributePaths = {"author", "category", "tags"})
    Optional<Post> findWithTagsById(long id);

    @EntityGraph(attributePaths = {"author", "category"})
    Page<Post> findAllBy(Pageable pageable);

    @EntityGraph(attributePaths = {"author", "category"})
    Page<Post> findByAuthorId(long authorId, Pageable pageable);

    @EntityGraph(attributePaths = {"author", "category"})
    Page<Post> findByCategorySlug(String slug, Pageable pageable);

    @EntityGraph(attributePaths = {"author", "category"})
    Page<Post> findByTagsName(String name, Pageable pageable);

    @EntityGraph(attributePaths = {"author", "category"})
    @Query("""
            select p from Post p
            where lower(p.title) like :pattern escape '\\' or lower(p.body) like :pattern escape '\\'
            """)
    Page<Post> search(String pattern, Pageable pageable);

    @Query("""
            select p from Post p
            where p.category = (select q.category from Post q where q.id = :id) and p.id <> :id
            order by p.publishedAt desc, p.id desc
            """)
    List<Post> findInSameCategory(long id, Limit limit);

    boolean existsBySlug(String slug);

    long countByAuthorId(long authorId);

    @Query(nativeQuery = true, value = """
                    select coalesce(sum(v.views), 0)
                    from post_views v join posts p on p.id = v.post_id
                    where p.author_id = :authorId
                    """)
    long totalViewsOfAuthor(long authorId);
}
