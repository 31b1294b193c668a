package dev.larder.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A PostgreSQL of the drive's own, in a directory that is deleted afterwards. */
public record Postgres(Children children, Path bin, Path log, int port) implements Database {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Whether there is one to be started. */
    public static boolean installed() throws IOException {
        return Programs.postgresDirectory().isPresent();
    }

    /**
     * Starts one; returns when it answers.
     *
     * @param work where its log goes
     * @param settings {@code name=value}, besides those that the drive needs
     */
    public static Postgres start(Children children, Path work, String... settings)
            throws IOException, InterruptedException {
        Path bin = Programs.postgresDirectory()
                .orElseThrow(() -> new IOException("--postgres needs PostgreSQL's initdb, on the PATH or below"
                        + " /usr/lib/postgresql: install it (Debian: apt-get install postgresql), or leave"
                        + " --postgres out and the blog uses H2"));
        Path log = work.resolve("postgres.log");
        Path directory = children.directory("larder-demo-postgres");
        Postgres postgres = new Postgres(children, bin, log, Ports.free());
        if (isRoot()) {
            children.run(log, List.of("chown", unprivileged(), directory.toString()));
        }
        Path data = directory.resolve("data");
        children.run(
                log,
                postgres.command(
                        "initdb", "-D", data.toString(), "-U", "blog", "-A", "trust", "-E", "UTF8", "--no-sync"));
        List<String> command = new ArrayList<>(postgres.command(
                "postgres",
                "-D",
                data.toString(),
                "-p",
                Integer.toString(postgres.port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=" + directory,
                "-c",
                "shared_preload_libraries=pg_stat_statements",
                "-c",
                "pg_stat_statements.track_utility=off"));
        for (String setting : settings) {
            command.addAll(List.of("-c", setting));
        }
        Process server = children.start(new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())));
        Ports.await(() -> Ports.answers("127.0.0.1", postgres.port), server, PATIENCE, "PostgreSQL (see " + log + ")");
        return postgres;
    }

    @Override
    public String description() {
        return "PostgreSQL from " + bin;
    }

    @Override
    public List<String> create(String name) throws IOException, InterruptedException {
        sql("postgres", "create database " + name);
        sql(name, "create extension pg_stat_statements");
        return List.of(
                "--spring.profiles.active=postgres",
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + port + "/" + name
                        + "?reWriteBatchedInserts=true",
                "--blog.statements.query=select coalesce(sum(calls), 0) from pg_stat_statements where dbid ="
                        + " (select oid from pg_database where datname = current_database())");
    }

    private void sql(String database, String sql) throws IOException, InterruptedException {
        List<String> command = command(
                "psql",
                "-q",
                "-v",
                "ON_ERROR_STOP=1",
                "-d",
                "postgresql://blog@127.0.0.1:" + port + "/" + database + "?connect_timeout=10",
                "-c",
                sql);
        children.run(log, command);
    }

    /** PostgreSQL refuses to run as root. */
    private List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            String user = unprivileged();
            command.addAll(List.of("setpriv", "--reuid=" + user, "--clear-groups"));
        }
        // Debian keeps psql apart from the server's programs
        Path beside = bin.resolve(program);
        command.add(
                (Files.isExecutable(beside) ? beside : Programs.onPath(program).orElse(beside)).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static String unprivileged() {
        return "nobody";
    }
}
