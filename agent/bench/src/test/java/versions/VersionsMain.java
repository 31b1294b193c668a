package versions;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;

/**
 * Reads and changes rows at random, from several threads, each of which keeps a diary. Told what to do line by line:
 * {@code go}, {@code halt PLACE}, {@code on}, {@code stop}. Arguments: {@code jdbc} or {@code spring} or
 * {@code spring-aware}, URL of the database, its user, rows, threads, seed, the diaries' path without their number, and
 * for Spring the port of Redis.
 */
public final class VersionsMain {

    private VersionsMain() {}

    public static void main(String[] arguments) throws IOException, SQLException, InterruptedException {
        int threads = Integer.parseInt(arguments[4]);
        Halt halt = new Halt();
        HikariConfig config = new HikariConfig();
        config.setMaximumPoolSize(threads + 1);
        config.setConnectionTimeout(20_000);
        config.setDataSource(driver(arguments[1], arguments[2], halt));
        try (HikariDataSource pool = new HikariDataSource(config)) {
            Rows rows = arguments[0].equals("jdbc")
                    ? new JdbcRows(pool, halt)
                    : SpringCaching.rows(pool, Integer.parseInt(arguments[7]), arguments[0].equals("spring-aware"));
            run(rows, halt, arguments, threads);
        }
    }

    /** By the driver itself, since a pool would wrap a URL's in a source of its own. */
    private static DataSource driver(String url, String user, Halt halt) throws SQLException {
        Driver driver = DriverManager.getDriver(url);
        return CommitPoint.over(new DriverSource(driver, url, user), () -> halt.at(Halt.Place.COMMITTED));
    }

    private static void run(Rows rows, Halt halt, String[] arguments, int threads)
            throws IOException, InterruptedException {
        rows.byKey(0);
        rows.byPattern(0);
        System.out.println("open");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        List<Caller> callers = new ArrayList<>();
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Caller caller = new Caller(
                    rows,
                    Integer.parseInt(arguments[3]),
                    new Random(Long.parseLong(arguments[5]) + i),
                    new Diary(Path.of(arguments[6] + "-" + i)));
            callers.add(caller);
            all.add(new Thread(caller, "caller-" + i));
        }
        for (String line = in.readLine(); line != null && !line.equals("stop"); line = in.readLine()) {
            switch (line) {
                case "go" -> all.forEach(Thread::start);
                case "on" -> halt.goOn();
                default -> halt.next(Halt.Place.valueOf(line.substring("halt ".length())));
            }
        }
        halt.goOn();
        callers.forEach(Caller::leave);
        for (Thread thread : all) {
            thread.join();
        }
        System.out.println(
                "failures=" + callers.stream().mapToInt(Caller::failures).sum());
        // The agent's figures are to be had until here
        in.readLine();
    }
}
