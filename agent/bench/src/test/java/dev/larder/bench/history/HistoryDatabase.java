package dev.larder.bench.history;

import dev.larder.bench.Children;
import dev.larder.bench.Postgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.h2.tools.Server;

/** A real database, with one table whose rows count their own changes. */
final class HistoryDatabase implements AutoCloseable {
    private final String description;
    private final String url;
    private final String user;
    private final AutoCloseable server;

    private HistoryDatabase(String description, String url, String user, AutoCloseable server) {
        this.description = description;
        this.url = url;
        this.user = user;
        this.server = server;
    }

    /** PostgreSQL where there is one, unless {@code larder.history.h2} is true; else H2 as a server. */
    static HistoryDatabase start(Path work, int rows) throws IOException, InterruptedException, SQLException {
        HistoryDatabase database =
                Postgres.installed() && !Boolean.getBoolean("larder.history.h2") ? postgres(work) : h2();
        try (Connection connection = database.firstConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table rows (id int primary key, version bigint not null)");
            try (PreparedStatement insert = connection.prepareStatement("insert into rows values (?, 0)")) {
                for (int row = 0; row < rows; row++) {
                    insert.setInt(1, row);
                    insert.executeUpdate();
                }
            }
        }
        return database;
    }

    private static HistoryDatabase postgres(Path work) throws IOException, InterruptedException {
        Children children = Children.closedAtExit(() -> {});
        // What was committed is never lost here but with the machine: its disk isn't the subject
        Postgres postgres = Postgres.start(children, work, "fsync=off", "max_connections=200");
        return new HistoryDatabase(
                postgres.description(),
                "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/postgres",
                "blog",
                children::close);
    }

    private static HistoryDatabase h2() throws IOException, SQLException {
        Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        return new HistoryDatabase(
                "H2 as a server"
                        + (Postgres.installed()
                                ? ""
                                : ": PostgreSQL's initdb was found neither on the PATH nor below /usr/lib/postgresql"
                                        + " (Debian: apt-get install postgresql)"),
                "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1",
                "sa",
                server::stop);
    }

    /** A server that listens may still be starting. */
    private Connection firstConnection() throws InterruptedException, SQLException {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30); ; ) {
            try {
                return connect();
            } catch (SQLException starting) {
                if (System.nanoTime() > end) {
                    throw starting;
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, "");
    }

    String description() {
        return description;
    }

    String url() {
        return url;
    }

    String user() {
        return user;
    }

    /** How often each row has been changed so far. */
    long[] versions(int rows) throws SQLException {
        long[] versions = new long[rows];
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select id, version from rows")) {
            while (found.next()) {
                versions[found.getInt(1)] = found.getLong(2);
            }
        }
        return versions;
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
