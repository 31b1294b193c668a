package blog.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A tag in the cloud; the size goes from 1, the rarest, to 5. */
public record CloudTag(String name, long posts, int size) {

    private static final int SIZES = 5;

    /** @param cloud the tags, the most used first */
    static List<CloudTag> sized(Map<String, Long> cloud) {
        List<CloudTag> sized = new ArrayList<>();
        cloud.forEach(
                (name, posts) -> sized.add(new CloudTag(name, posts, SIZES - sized.size() * SIZES / cloud.size())));
        sized.sort(Comparator.comparing(CloudTag::name));
        return sized;
    }
}
