package dev.larder.engine.rule;

import dev.larder.engine.key.Nearest;
import dev.larder.engine.key.Quoted;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where the store is: what a URL must look like, and which one the environment means. Messages never show a password. */
final class StoreUrl {
    static final String MEMORY = "memory:";
    static final String DEFAULT = "redis://localhost:6379";

    private static final String SENTINEL = "redis-sentinel";
    private static final List<String> SCHEMES = List.of("redis", "rediss", SENTINEL, "memory");

    private StoreUrl() {}

    static String read(String url) throws SyntaxException {
        if (url.equals(MEMORY)) {
            return url;
        }
        int colon = url.indexOf(':');
        String scheme = colon < 0 ? url : url.substring(0, colon);
        if (!SCHEMES.contains(scheme) || colon < 0) {
            // Without a colon it may be anything, a password too
            throw new SyntaxException(
                    (colon < 0 ? "This is no URL of a store." : Quoted.of(scheme) + " is no kind of store.")
                            + (colon < 0 ? "" : Nearest.hint(scheme, SCHEMES))
                            + " Write redis://host:6379, rediss://host:6379, redis-sentinel://host:26379/0#master or"
                            + " memory:");
        }
        if (scheme.equals("memory")) {
            throw new SyntaxException("The store in memory has no address. Write memory: and no more", colon + 1);
        }
        if (!url.startsWith("://", colon)) {
            throw new SyntaxException("Behind " + scheme + " stands ://. Write " + scheme + "://host:6379", colon);
        }
        for (int i = 0; i < url.length(); i++) {
            if (url.charAt(i) <= ' ' || url.charAt(i) == 127) {
                throw new SyntaxException("A URL holds no blanks. Write them as %20", i);
            }
        }
        address(url, scheme, colon + 3);
        return url;
    }

    private static void address(String url, String scheme, int from) throws SyntaxException {
        int end = url.length();
        for (char mark : new char[] {'/', '?', '#'}) {
            int at = url.indexOf(mark, from);
            end = at < 0 ? end : Math.min(end, at);
        }
        int begin = url.lastIndexOf('@', end) >= from ? url.lastIndexOf('@', end) + 1 : from;
        int at = begin;
        for (String node : url.substring(begin, Math.max(begin, end)).split(",", -1)) {
            node(node, at);
            at += node.length() + 1;
        }
        if (scheme.equals(SENTINEL)) {
            if (!url.matches(".*(#.+|[?&]sentinelMasterId=.+)")) {
                throw new SyntaxException(
                        "A Sentinel needs the name of its master. Write redis-sentinel://host:26379/0#master", end);
            }
        } else if (!url.substring(end).matches("(/[0-9]{0,4})?([?].*)?")) {
            throw new SyntaxException(
                    "Behind the address stands at most the number of a database. Write " + scheme + "://host:6379/0",
                    end);
        }
    }

    private static void node(String node, int at) throws SyntaxException {
        int close = node.startsWith("[") ? node.indexOf(']') : -1;
        int colon = node.indexOf(':', Math.max(0, close));
        String host = colon < 0 ? node : node.substring(0, colon);
        if (host.isEmpty() || (node.startsWith("[") && close < 0)) {
            throw new SyntaxException("The host is missing here. Write redis://host:6379", at);
        }
        String port = colon < 0 ? "1" : node.substring(colon + 1);
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535 || Integer.parseInt(port) == 0) {
            // Not shown: a password with a slash or so in it would end up here
            throw new SyntaxException(
                    "This port is no number from 1 to 65535. Write redis://host:6379; in a password, / @ : ? # and %"
                            + " are written as %2F %40 %3A %3F %23 %25",
                    at + colon + 1);
        }
    }

    /** The URL where the rules give none: REDIS_URL, else one made of REDIS_HOST and so on, else this machine's Redis. */
    static String ofEnvironment(Variables variables) throws SyntaxException {
        String url = variables.value("REDIS_URL");
        if (url != null) {
            try {
                return read(url);
            } catch (SyntaxException wrong) {
                throw new SyntaxException("REDIS_URL: " + wrong.getMessage());
            }
        }
        String host = variables.value("REDIS_HOST");
        String port = variables.value("REDIS_PORT");
        String database = variables.value("REDIS_DB");
        String password = variables.value("REDIS_PASSWORD");
        String made = "redis://" + (password == null ? "" : ":" + encoded(password) + "@")
                + bracketed(host == null ? "localhost" : host)
                + ":" + (port == null ? "6379" : port(port))
                + (database == null ? "" : "/" + database(database));
        try {
            return read(made);
        } catch (SyntaxException wrong) {
            throw new SyntaxException("REDIS_HOST: " + Quoted.of(String.valueOf(host)) + " is no host. Write a name or"
                    + " an address, and the port in REDIS_PORT");
        }
    }

    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private static String port(String text) throws SyntaxException {
        // Beside a service named redis, Kubernetes sets REDIS_PORT=tcp://10.0.0.11:6379 in every container
        String port = text.startsWith("tcp://") ? text.substring(text.lastIndexOf(':') + 1) : text;
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535 || Integer.parseInt(port) == 0) {
            throw new SyntaxException("REDIS_PORT: " + Quoted.of(text) + " is no port. Write a number from 1 to 65535");
        }
        return port;
    }

    private static String database(String text) throws SyntaxException {
        if (!text.matches("[0-9]{1,4}")) {
            throw new SyntaxException("REDIS_DB: " + Quoted.of(text) + " is no database. Write its number, such as 0");
        }
        return text;
    }

    private static String encoded(String text) {
        // Made for forms, where a blank is a plus
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
