package dev.larder.engine.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.larder.engine.rule.StoreSettings;
import dev.larder.engine.store.Finding;
import dev.larder.engine.store.RedisServer;
import dev.larder.engine.store.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an examination says of a Redis that does well, and of those that don't. */
final class RedisExaminationTest {

    private static List<Finding> examine(String url) {
        return Stores.examine(new StoreSettings("ex", url, false, Duration.ofSeconds(2)));
    }

    private static Finding only(Finding.Level level, List<Finding> findings) {
        List<Finding> such =
                findings.stream().filter(finding -> finding.level() == level).toList();
        assertThat(such).as("%s", findings).hasSize(1);
        return such.get(0);
    }

    @Test
    void a_redis_that_does_well_is_found_well_and_left_as_it_was() {
        try (RedisServer redis = RedisServer.start("--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lfu")) {
            List<Finding> findings = examine(redis.url());

            assertThat(findings).allMatch(finding -> finding.level() == Finding.Level.OK);
            assertThat(findings)
                    .extracting(Finding::what)
                    .anyMatch(what -> what.startsWith("connected in "))
                    .anyMatch(what -> what.startsWith("a round trip takes "))
                    .contains("a value was written, read and evicted", "values run out by their time to live")
                    .contains("its user may run every command that calls and writes need");
            assertThat(redis.command("KEYS", "*")).isEqualTo("ex@seq");
        }
    }

    @Test
    void a_redis_that_is_not_there_is_an_error() throws IOException {
        Finding finding = only(Finding.Level.ERROR, examine("redis://127.0.0.1:" + RedisServer.freePort()));

        assertThat(finding.what()).isEqualTo("no connection: nothing listens there");
        assertThat(finding.todo()).contains("start it");
    }

    @Test
    void a_wrong_password_and_a_missing_one_are_told_apart() {
        try (RedisServer redis = RedisServer.start("--requirepass", "right")) {
            String bare = "127.0.0.1:" + redis.port();

            assertThat(only(Finding.Level.ERROR, examine("redis://:wrong@" + bare))
                            .what())
                    .contains("refuses the password");
            assertThat(only(Finding.Level.ERROR, examine("redis://" + bare)).what())
                    .contains("asks for a password");
            assertThat(examine(redis.url())).extracting(Finding::what).contains("a password is asked for");
        }
    }

    @Test
    void rights_that_are_missing_are_named_with_the_command_that_grants_them() {
        try (RedisServer redis = RedisServer.start()) {
            redis.command("ACL", "SETUSER", "some", "on", ">pw", "~ex:*", "~ex@*", "+@all", "-eval", "-memory");

            List<Finding> findings = examine("redis://some:pw@127.0.0.1:" + redis.port());

            Finding error = only(Finding.Level.ERROR, findings);
            assertThat(error.what()).isEqualTo("its user may not run EVAL");
            assertThat(error.todo()).endsWith("+eval");
            assertThat(findings)
                    .filteredOn(finding -> finding.level() == Finding.Level.WARNING)
                    .extracting(Finding::what)
                    .anyMatch(what -> what.startsWith("its user may not run MEMORY USAGE, which calls don't need"));
        }
    }

    @Test
    void keys_that_may_not_be_touched_are_an_error() {
        try (RedisServer redis = RedisServer.start()) {
            redis.command("ACL", "SETUSER", "some", "on", ">pw", "~other:*", "+@all");

            assertThat(only(Finding.Level.ERROR, examine("redis://some:pw@127.0.0.1:" + redis.port()))
                            .what())
                    .startsWith("its user may not touch the keys of the namespace");
        }
    }

    @Test
    void a_memory_without_bound_or_policy_is_a_warning_and_a_full_one_an_error() {
        try (RedisServer redis = RedisServer.start("--maxmemory", "0", "--maxmemory-policy", "noeviction")) {
            Finding finding = only(Finding.Level.WARNING, examine(redis.url()));
            assertThat(finding.what()).contains("maxmemory 0 (no bound)").contains("noeviction drops nothing");
            assertThat(finding.todo()).contains("allkeys-lfu");

            redis.command("CONFIG", "SET", "maxmemory", "1");
            assertThat(only(Finding.Level.ERROR, examine(redis.url())).what())
                    .startsWith("nothing can be written: the memory is full");
        }
    }

    @Test
    void a_certificate_of_nobody_that_is_known_is_an_error(@TempDir Path directory) throws Exception {
        Path key = directory.resolve("key.pem");
        Path certificate = directory.resolve("certificate.pem");
        assumeThat(ran(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=127.0.0.1",
                        "-keyout",
                        key.toString(),
                        "-out",
                        certificate.toString()))
                .as("openssl can't be run: TLS is not tried")
                .isTrue();
        assumeThat(ran("redis-server", "--version"))
                .as("no redis-server here: TLS is not tried")
                .isTrue();
        int port = RedisServer.freePort();
        try (RedisServer redis = RedisServer.start(
                "--tls-port",
                String.valueOf(port),
                "--tls-cert-file",
                certificate.toString(),
                "--tls-key-file",
                key.toString(),
                "--tls-ca-cert-file",
                certificate.toString(),
                "--tls-auth-clients",
                "no")) {
            Finding finding = only(Finding.Level.ERROR, examine("rediss://127.0.0.1:" + port));
            assertThat(finding.what()).startsWith("no connection: no TLS connection came about");
            assertThat(finding.what()).contains("nobody whom this JVM trusts");
            assertThat(finding.todo()).contains("javax.net.ssl.trustStore");

            assertThat(only(Finding.Level.ERROR, examine("rediss://127.0.0.1:" + redis.port()))
                            .what())
                    .startsWith("no connection: no TLS connection came about");
        }
    }

    private static boolean ran(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    @Test
    void a_node_of_a_cluster_is_an_error() {
        try (RedisServer redis = RedisServer.start("--cluster-enabled", "yes")) {
            assertThat(only(Finding.Level.ERROR, examine(redis.url())).what())
                    .contains("it is a node of a Redis Cluster");
        }
    }
}
