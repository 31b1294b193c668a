package dev.larder.engine.coherence;

import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which web application a class belongs to, where one server runs several: they may hold the same classes over different
 * databases. Told by the place that the class came from, the same on every machine of a fleet, which a class loader's
 * name isn't on most servers.
 */
final class Deployment {
    private static final Pattern ARCHIVE = Pattern.compile("/([^/]+)/WEB-INF/");

    private Deployment() {}

    /** {@code @shop} for a class from {@code webapps/shop/WEB-INF/classes}; empty for a class of no web application. */
    static String of(Class<?> type) {
        try {
            ProtectionDomain domain = type.getProtectionDomain();
            CodeSource source = domain == null ? null : domain.getCodeSource();
            if (source == null || source.getLocation() == null) {
                return "";
            }
            return of(source.getLocation().getPath());
        } catch (SecurityException hidden) {
            return "";
        }
    }

    /** Of {@code shop.war} and {@code shop##2} as well: the same application, packed or in another version. */
    static String of(String path) {
        Matcher archive = ARCHIVE.matcher(path.replace("!", ""));
        if (!archive.find()) {
            return "";
        }
        String name = archive.group(1);
        int version = name.indexOf("##");
        name = version < 0 ? name : name.substring(0, version);
        return "@" + (name.endsWith(".war") ? name.substring(0, name.length() - 4) : name);
    }
}
