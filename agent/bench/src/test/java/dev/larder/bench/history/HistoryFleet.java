package dev.larder.bench.history;

import dev.larder.engine.store.FaultyProxy;
import dev.larder.engine.store.RedisServer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import versions.VersionsMain;

/** Several JVMs over one database and one Redis, each with a way of its own to Redis that can be disturbed. */
final class HistoryFleet implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final HistorySettings settings;
    private final HistoryDatabase database;
    private final RedisServer redis;
    private final Path work;
    private final long seed;
    private final List<Member> members = new ArrayList<>();
    private final List<Path> diaries = new ArrayList<>();
    private int lives;

    /** One place in the fleet, which a JVM may take after another. */
    static final class Member {
        private final int index;
        private final FaultyProxy proxy;
        private volatile @Nullable HistoryJvm jvm;

        private Member(int index, FaultyProxy proxy) {
            this.index = index;
            this.proxy = proxy;
        }

        FaultyProxy proxy() {
            return proxy;
        }

        HistoryJvm jvm() {
            HistoryJvm now = jvm;
            if (now == null) {
                throw new IllegalStateException("not started");
            }
            return now;
        }
    }

    HistoryFleet(HistorySettings settings, HistoryDatabase database, RedisServer redis, Path work, long seed) {
        this.settings = settings;
        this.database = database;
        this.redis = redis;
        this.work = work;
        this.seed = seed;
        for (int i = 0; i < HistorySettings.JVMS; i++) {
            members.add(new Member(i, FaultyProxy.to(redis.port())));
        }
    }

    RedisServer redis() {
        return redis;
    }

    List<Member> members() {
        return members;
    }

    Member any(Random random) {
        return members.get(random.nextInt(members.size()));
    }

    /** One of them at least; all of them now and then. */
    Set<Member> some(Random random) {
        Set<Member> some = new LinkedHashSet<>();
        for (int i = random.nextInt(members.size()); i >= 0; i--) {
            some.add(any(random));
        }
        return some;
    }

    /** Starts them, and lets them begin once all are there. */
    void go() throws IOException, InterruptedException {
        for (Member member : members) {
            member.jvm = start(member);
        }
        for (Member member : members) {
            ready(member.jvm());
        }
        members.forEach(member -> member.jvm().tell("go"));
    }

    /** Puts a new JVM in the place of one that was killed. */
    void replace(Member member) throws IOException, InterruptedException {
        member.jvm = start(member);
        ready(member.jvm());
        member.jvm().tell("go");
    }

    private HistoryJvm start(Member member) throws IOException {
        String name = "jvm" + member.index + "-" + lives++;
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m"));
        command.addAll(settings.options());
        if (settings.ofLarder()) {
            command.add("-javaagent:" + settings.larder() + "=" + rules());
            // To hear when transactions are watched; a line for each read would be too many
            command.add("-Dlarder.log=debug");
        }
        command.addAll(List.of(
                "-cp",
                settings.ofLarder() ? classPath() : System.getProperty("java.class.path"),
                VersionsMain.class.getName(),
                settings.subject().word(),
                database.url(),
                database.user(),
                String.valueOf(HistorySettings.ROWS),
                String.valueOf(HistorySettings.THREADS),
                String.valueOf(seed + 1000L * lives),
                work.resolve(name).toString(),
                String.valueOf(member.proxy.port())));
        for (int thread = 0; thread < HistorySettings.THREADS; thread++) {
            diaries.add(work.resolve(name + "-" + thread));
        }
        return new HistoryJvm(
                name,
                command,
                Map.of(
                        "HISTORY_STORE", member.proxy.url(),
                        "HISTORY_BUDGET", settings.budget(),
                        "HISTORY_ON_UNREACHABLE", settings.failing() ? "fail" : "proceed"));
    }

    private void ready(HistoryJvm jvm) throws InterruptedException {
        jvm.expect("open");
        if (settings.ofLarder()) {
            awaitUp(jvm);
            if (!settings.options().contains(History.UNWATCHED)) {
                jvm.awaitError("are watched");
            }
            jvm.logLess();
        }
    }

    private Path rules() throws IOException {
        Path rules = work.resolve("history.yaml");
        if (!Files.exists(rules)) {
            try (InputStream in = HistoryFleet.class.getResourceAsStream("history.yaml")) {
                Files.copy(in, rules);
            }
        }
        return rules;
    }

    /** What the application needs and nothing else: the more there is, the longer each start takes. */
    private static String classPath() {
        Set<String> places = new LinkedHashSet<>();
        for (Class<?> of : List.of(
                VersionsMain.class,
                org.h2.Driver.class,
                org.postgresql.Driver.class,
                com.zaxxer.hikari.HikariDataSource.class,
                org.slf4j.Logger.class)) {
            try {
                places.add(Path.of(of.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .toString());
            } catch (URISyntaxException odd) {
                throw new IllegalStateException(odd);
            }
        }
        return String.join(File.pathSeparator, places);
    }

    private static void awaitUp(HistoryJvm jvm) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (jvm.metric("larder_store_up") < 1) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(jvm.name() + " does not reach Redis: " + jvm.errors());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    List<HistoryJvm> jvms() {
        return members.stream()
                .map(member -> member.jvm)
                .filter(Objects::nonNull)
                .toList();
    }

    List<Path> diaries() {
        return diaries;
    }

    @Override
    public void close() {
        members.forEach(member -> {
            if (member.jvm != null) {
                member.jvm.close();
            }
            member.proxy.close();
        });
    }
}
