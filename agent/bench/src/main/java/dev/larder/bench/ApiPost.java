package dev.larder.bench;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A post as the blog's JSON API has it, cut up as far as an edit needs it: the strings stay as they were written in
 * JSON, quotes and escapes included, and go back so.
 *
 * @param version of the post that is being edited
 * @param tags the array
 */
record ApiPost(String author, long version, String title, String body, String category, String tags) {

    static ApiPost in(String json) throws IOException {
        return new ApiPost(
                plain(string(json, "author")),
                Text.numberAt(json, json.indexOf("\"version\":") + "\"version\":".length()),
                string(json, "title"),
                string(json, "body"),
                string(json, "category"),
                array(json));
    }

    /** With a title that says which edit it is from: the version that the post will have. */
    ApiPost edited() {
        return new ApiPost(
                author, version, '"' + Sightings.edited(plain(title), version + 1) + '"', body, category, tags);
    }

    /** What the API takes as an edit. */
    String input() {
        return "{\"version\":" + version + ",\"title\":" + title + ",\"body\":" + body + ",\"category\":" + category
                + ",\"tags\":" + tags + "}";
    }

    private static String plain(String string) {
        return string.substring(1, string.length() - 1);
    }

    private static String string(String json, String name) throws IOException {
        String before = "\"" + name + "\":\"";
        int start = json.indexOf(before);
        for (int at = start + before.length(); start >= 0 && at < json.length(); at++) {
            if (json.charAt(at) == '\\') {
                at++;
            } else if (json.charAt(at) == '"') {
                return json.substring(start + before.length() - 1, at + 1);
            }
        }
        throw missing(name);
    }

    private static String array(String json) throws IOException {
        @Nullable String tags = Text.between(json, "\"tags\":[", "]", 0);
        if (tags == null) {
            throw missing("tags");
        }
        return "[" + tags + "]";
    }

    private static IOException missing(String name) {
        return new IOException("the blog's API gave a post without \"" + name + "\"");
    }
}
