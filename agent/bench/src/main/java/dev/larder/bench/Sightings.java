package dev.larder.bench;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds on a page of the blog all that tells how new it is. */
final class Sightings {
    private static final String EDITED = " (edit ";

    private final String page;
    private final List<Sighting> found = new ArrayList<>();

    private Sightings(String page) {
        this.page = page;
    }

    static List<Sighting> on(String path, String page) {
        Sightings sightings = new Sightings(page);
        if (path.startsWith("/api/posts/")) {
            sightings.ofApiPost();
        } else if (path.equals("/feed.atom")) {
            sightings.ofFeed();
        } else {
            sightings.ofComments();
            sightings.ofLinkedTitles();
            if (path.startsWith("/posts/")) {
                sightings.ofShownPost();
            } else if (path.startsWith("/authors/")) {
                sightings.ofAuthor();
            }
        }
        return List.copyOf(sightings.found);
    }

    /** The title of a post after this edit of it. */
    static String edited(String title, long edit) {
        int earlier = title.lastIndexOf(EDITED);
        return (earlier < 0 ? title : title.substring(0, earlier)) + EDITED + edit + ")";
    }

    private static long editOf(String title) {
        int at = title.lastIndexOf(EDITED);
        return at < 0 ? 0 : Math.max(0, Text.numberAt(title, at + EDITED.length()));
    }

    /** Every list, the page of a post and what is trending mark a post and the number of its comments alike. */
    private void ofComments() {
        String post = "data-post=\"";
        for (int at = page.indexOf(post); at >= 0; at = page.indexOf(post, at + 1)) {
            long id = Text.numberAt(page, at + post.length());
            String attributes = page.substring(at, page.indexOf('>', at));
            int count = attributes.indexOf("data-comments=\"");
            if (count >= 0) {
                long comments = Text.numberAt(attributes, count + "data-comments=\"".length());
                boolean recent = attributes.contains("data-views");
                add(recent ? Subject.trendingComments(id) : Subject.comments(id), comments);
            }
        }
    }

    private void ofLinkedTitles() {
        String link = "href=\"/posts/";
        for (int at = page.indexOf(link); at >= 0; at = page.indexOf(link, at + 1)) {
            long id = Text.numberAt(page, at + link.length());
            int close = page.indexOf("\">", at);
            // The links to write, edit or delete lead further than to a number
            if (id > 0 && close == at + link.length() + Long.toString(id).length()) {
                addTitle(id, Text.between(page, "\">", "</a>", close));
            }
        }
    }

    private void ofShownPost() {
        int at = page.indexOf("data-post=\"");
        if (at >= 0) {
            long id = Text.numberAt(page, at + "data-post=\"".length());
            addTitle(id, Text.between(page, "<h1>", "</h1>", at));
            // The comments themselves, which a cache may keep apart from their number
            add(Subject.comments(id), Text.count(page, "data-comment=\""));
        }
    }

    private void ofAuthor() {
        int at = page.indexOf("data-author=\"");
        String username = at < 0 ? null : Text.between(page, "data-author=\"", "\"", at);
        int comments = page.indexOf("<dt>Comments</dt><dd>");
        if (username != null && comments >= 0) {
            add(Subject.authoredComments(username), Text.numberAt(page, comments + "<dt>Comments</dt><dd>".length()));
        }
    }

    private void ofFeed() {
        for (int at = page.indexOf("<entry>"); at >= 0; at = page.indexOf("<entry>", at + 1)) {
            int id = page.indexOf("/posts/", at);
            addTitle(Text.numberAt(page, id + "/posts/".length()), Text.between(page, "<title>", "</title>", at));
        }
    }

    private void ofApiPost() {
        long id = Text.numberAt(page, page.indexOf("\"id\":") + "\"id\":".length());
        addTitle(id, Text.between(page, "\"title\":\"", "\",\"", 0));
        int comments = page.lastIndexOf("\"comments\":");
        if (comments >= 0) {
            add(Subject.comments(id), Text.numberAt(page, comments + "\"comments\":".length()));
        }
    }

    private void addTitle(long post, @Nullable String title) {
        if (post > 0 && title != null) {
            found.add(new Sighting(Subject.edits(post), editOf(title)));
        }
    }

    private void add(Subject subject, long number) {
        if (number >= 0) {
            found.add(new Sighting(subject, number));
        }
    }
}
