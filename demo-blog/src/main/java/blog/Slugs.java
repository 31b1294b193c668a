package blog;

import java.text.Normalizer;
import java.util.Locale;

public final class Slugs {

    private static final int LONGEST = 100;

    private Slugs() {}

    public static String of(String title) {
        String slug = Normalizer.normalize(title, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-");
        slug = slug.substring(0, Math.min(slug.length(), LONGEST)).replaceAll("^-|-$", "");
        return slug.isEmpty() ? "post" : slug;
    }
}
