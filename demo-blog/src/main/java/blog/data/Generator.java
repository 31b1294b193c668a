package blog.data;

import blog.Post;
import blog.Slugs;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Fills an empty database with a blog of two years. Seed, size and end decide every row: each table has a random
 * generator of its own, and {@link SplittableRandom} draws the same numbers on every Java.
 */
final class Generator {

    private static final int USERS = 200;
    private static final int POSTS = 10_000;
    private static final int COMMENTS = 60_000;
    private static final long TWO_YEARS = 730L * 24 * 60 * 60;
    private static final int LATELY = 60;

    // Plain text, on purpose: the users are made up, and signing in should cost no time in a measurement.
    private static final String PASSWORD = "{noop}secret";

    private static final List<String> FIRST_NAMES = List.of(
            "Ada", "Bruno", "Clara", "David", "Edith", "Felix", "Greta", "Hugo", "Ines", "Jonas", "Karin", "Leo",
            "Maya", "Nils", "Olga", "Paul", "Rosa", "Samir", "Tilda", "Viktor");
    private static final List<String> LAST_NAMES = List.of(
            "Abbott", "Berg", "Castell", "Dahl", "Ekman", "Fischer", "Grant", "Holm", "Iversen", "Jansen", "Keller",
            "Lind", "Moreau", "Novak", "Okafor", "Petrov", "Quist", "Rossi", "Sato", "Weber");

    private final SplittableRandom seeds;
    private final int users;
    private final int posts;
    private final int comments;
    private final Instant until;

    private final Map<String, Long> tagIds = new HashMap<>();
    private final Topic[] topicOf;
    private final Instant[] publishedAt;
    private final int[] rankOf;
    private final int[] postOfRank;

    Generator(long seed, double size, Instant until) {
        this.seeds = new SplittableRandom(seed);
        this.users = scaled(USERS, size);
        this.posts = scaled(POSTS, size);
        this.comments = scaled(COMMENTS, size);
        this.until = until;
        this.topicOf = new Topic[posts];
        this.publishedAt = new Instant[posts];
        this.rankOf = new int[posts];
        this.postOfRank = new int[posts];
    }

    void fill(Connection connection) throws SQLException {
        users(connection, seeds.split());
        topics(connection);
        rank(seeds.split());
        posts(connection, seeds.split());
        comments(connection, seeds.split());
        views(connection, seeds.split());
    }

    String size() {
        return "%d users, %d posts and %d comments".formatted(users, posts, comments);
    }

    private void users(Connection connection, SplittableRandom random) throws SQLException {
        Prose prose = new Prose(random);
        try (Batch rows = new Batch(
                connection,
                "insert into users (id, username, display_name, bio, password, joined_at) values (?, ?, ?, ?, ?, ?)")) {
            for (long id = 1; id <= users; id++) {
                rows.add(
                        id,
                        "user" + id,
                        prose.pick(FIRST_NAMES) + " " + prose.pick(LAST_NAMES),
                        prose.bio(prose.pick(List.of(Topic.values()))),
                        PASSWORD,
                        utc(until.minusSeconds(TWO_YEARS + random.nextLong(TWO_YEARS))));
            }
        }
        continueIds(connection, "users", users);
    }

    private void topics(Connection connection) throws SQLException {
        try (Batch categories = new Batch(
                        connection, "insert into categories (id, slug, name, description) values (?, ?, ?, ?)");
                Batch tags = new Batch(connection, "insert into tags (id, name) values (?, ?)")) {
            for (Topic topic : Topic.values()) {
                categories.add(topic.ordinal() + 1L, topic.slug(), topic.title(), topic.description);
                for (String tag : topic.tags) {
                    long id = tagIds.size() + 1L;
                    tagIds.put(tag, id);
                    tags.add(id, tag);
                }
            }
        }
        continueIds(connection, "categories", Topic.values().length);
        continueIds(connection, "tags", tagIds.size());
    }

    /** Shuffles the posts into the order of their popularity. */
    private void rank(SplittableRandom random) {
        Arrays.setAll(postOfRank, i -> i);
        for (int i = posts - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = postOfRank[i];
            postOfRank[i] = postOfRank[j];
            postOfRank[j] = swapped;
        }
        for (int rank = 0; rank < posts; rank++) {
            rankOf[postOfRank[rank]] = rank;
        }
    }

    private void posts(Connection connection, SplittableRandom random) throws SQLException {
        Prose prose = new Prose(random);
        Map<String, Integer> slugs = new HashMap<>();
        long[] ages = random.longs(posts, 1, TWO_YEARS).sorted().toArray();
        List<Set<String>> tagsOf = new ArrayList<>();
        try (Batch rows = new Batch(
                connection,
                "insert into posts (id, version, slug, title, excerpt, body, author_id, category_id,"
                        + " published_at, updated_at) values (?, 0, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int post = 0; post < posts; post++) {
                Topic topic = prose.pick(List.of(Topic.values()));
                topicOf[post] = topic;
                publishedAt[post] = until.minusSeconds(ages[posts - 1 - post]);
                String title = prose.title(topic);
                String body = prose.body(topic, 150 + random.nextInt(450));
                String slug = Slugs.of(title);
                int same = slugs.merge(slug, 1, Integer::sum);
                rows.add(
                        post + 1L,
                        same == 1 ? slug : slug + "-" + same,
                        title,
                        Post.excerptOf(body),
                        body,
                        1L + random.nextInt(users),
                        topic.ordinal() + 1L,
                        utc(publishedAt[post]),
                        utc(publishedAt[post]));
                tagsOf.add(tagsFor(topic, prose, random));
            }
        }
        try (Batch rows = new Batch(connection, "insert into post_tags (post_id, tag_id) values (?, ?)")) {
            for (int post = 0; post < posts; post++) {
                for (String tag : tagsOf.get(post)) {
                    rows.add(post + 1L, tagIds.get(tag));
                }
            }
        }
        continueIds(connection, "posts", posts);
    }

    /** Two to five tags, now and then one of another topic. */
    private static Set<String> tagsFor(Topic topic, Prose prose, SplittableRandom random) {
        Set<String> tags = new TreeSet<>();
        int wanted = 2 + random.nextInt(4);
        while (tags.size() < wanted) {
            Topic from = random.nextInt(8) == 0 ? prose.pick(List.of(Topic.values())) : topic;
            // The smaller of two draws: some tags are more common than others.
            tags.add(from.tags.get(Math.min(random.nextInt(from.tags.size()), random.nextInt(from.tags.size()))));
        }
        return tags;
    }

    private void comments(Connection connection, SplittableRandom random) throws SQLException {
        record Draft(int post, Instant at) {}
        Zipf zipf = new Zipf(posts);
        Draft[] drafts = new Draft[comments];
        for (int i = 0; i < comments; i++) {
            int post = postOfRank[zipf.draw(random)];
            long life = ChronoUnit.SECONDS.between(publishedAt[post], until);
            // Most comments come soon.
            double soon = random.nextDouble() * random.nextDouble() * random.nextDouble();
            drafts[i] = new Draft(post, publishedAt[post].plusSeconds((long) (life * soon)));
        }
        Arrays.sort(drafts, Comparator.comparing(Draft::at).thenComparing(Draft::post));

        Prose prose = new Prose(random);
        try (Batch rows = new Batch(
                connection, "insert into comments (id, post_id, author_id, text, created_at) values (?, ?, ?, ?, ?)")) {
            for (int i = 0; i < comments; i++) {
                Draft draft = drafts[i];
                rows.add(
                        i + 1L,
                        draft.post() + 1L,
                        1L + random.nextInt(users),
                        prose.comment(topicOf[draft.post()]),
                        utc(draft.at()));
            }
        }
        continueIds(connection, "comments", comments);
    }

    /** Every post was looked at in its first days, the popular ones are still being looked at. */
    private void views(Connection connection, SplittableRandom random) throws SQLException {
        LocalDate end = LocalDate.ofInstant(until, ZoneOffset.UTC);
        try (Batch rows = new Batch(connection, "insert into post_views (post_id, \"day\", views) values (?, ?, ?)")) {
            for (int post = 0; post < posts; post++) {
                double popularity = 1 / (1 + 20.0 * rankOf[post] / posts);
                LocalDate first = LocalDate.ofInstant(publishedAt[post], ZoneOffset.UTC);
                Map<LocalDate, Long> days = new TreeMap<>();
                for (int age = 0; age < 5; age++) {
                    days.put(first.plusDays(age), 1L + random.nextInt(10 + (int) (90 * popularity)) / (age + 1));
                }
                for (int i = random.nextInt(1 + (int) (2 * LATELY * popularity)); i > 0; i--) {
                    long views = 1L + random.nextInt(5 + (int) (40 * popularity));
                    days.merge(end.minusDays(1 + random.nextInt(LATELY)), views, Long::sum);
                }
                for (Map.Entry<LocalDate, Long> day : days.entrySet()) {
                    if (!day.getKey().isBefore(first) && day.getKey().isBefore(end)) {
                        rows.add(post + 1L, day.getKey(), day.getValue());
                    }
                }
            }
        }
    }

    private static void continueIds(Connection connection, String table, int after) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("alter table " + table + " alter column id restart with " + (after + 1));
        }
    }

    private static int scaled(int count, double size) {
        return Math.max(2, (int) Math.round(count * size));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
