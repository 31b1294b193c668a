package blog;

import blog.TagRepository.TagCount;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class TagService {

    private static final int CLOUD = 40;

    private final TagRepository tags;

    TagService(TagRepository tags) {
        this.tags = tags;
    }

    /** The most used tags and how many posts carry them, the most used first. */
    public Map<String, Long> cloud() {
        Map<String, Long> cloud = new LinkedHashMap<>();
        for (TagCount tag : tags.findMostUsed(Limit.of(CLOUD))) {
            cloud.put(tag.name(), tag.posts());
        }
        return cloud;
    }

    /** The tags of these names; those that do not exist yet are created. */
    @Transactional
    public List<Tag> named(Collection<String> names) {
        return names.stream()
                .map(name -> tags.findByName(name).orElseGet(() -> tags.save(new Tag(name))))
                .toList();
    }
}
