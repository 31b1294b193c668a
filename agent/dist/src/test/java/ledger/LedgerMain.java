package ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.apache.tomcat.jdbc.pool.PoolProperties;
import org.h2.jdbcx.JdbcDataSource;

/**
 * Reads a line {@code WHO WHAT ...}, has the thread of that name do it, answers a line. The first argument says through what
 * connections go: {@code plain}, {@code pooled}, {@code proxied},
 * {@code tomcat}.
 */
public final class LedgerMain {
    private final Accounts accounts;
    private final Map<String, ExecutorService> threads = new HashMap<>();

    private LedgerMain(Accounts accounts) {
        this.accounts = accounts;
    }

    public static void main(String[] arguments) throws IOException, SQLException {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setUrl("jdbc:h2:mem:ledger;DB_CLOSE_DELAY=-1");
        LedgerMain ledger = new LedgerMain(new Accounts(
                switch (arguments[0]) {
                    case "pooled" -> pooled(h2);
                    case "proxied" -> proxied(pooled(h2));
                    case "tomcat" -> tomcat(h2);
                    default -> h2;
                }));
        System.out.println("open");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null && !line.equals("exit"); line = in.readLine()) {
            System.out.println(ledger.answer(line.split(" ")));
        }
        ledger.threads.values().forEach(ExecutorService::shutdown);
    }

    private static DataSource pooled(DataSource database) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database);
        return new HikariDataSource(config);
    }

    /** Wraps connections in proxies of the JDK's, and hands them out with autocommit off. */
    private static DataSource tomcat(JdbcDataSource database) {
        PoolProperties pool = new PoolProperties();
        pool.setDataSource(database);
        pool.setDefaultAutoCommit(false);
        pool.setRollbackOnReturn(true);
        pool.setJdbcInterceptors("ConnectionState");
        return new org.apache.tomcat.jdbc.pool.DataSource(pool);
    }

    /** As a tracing library would have it. */
    private static DataSource proxied(DataSource database) {
        return proxy(DataSource.class, database);
    }

    private static <T> T proxy(Class<T> type, T wrapped) {
        return type.cast(Proxy.newProxyInstance(
                LedgerMain.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        Object answer = method.invoke(wrapped, arguments);
                        return answer instanceof Connection connection ? proxy(Connection.class, connection) : answer;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }

    private String answer(String[] words) {
        try {
            return threads.computeIfAbsent(words[0], name -> Executors.newSingleThreadExecutor())
                    .submit(() -> perform(words))
                    .get();
        } catch (ExecutionException | InterruptedException fault) {
            return "failed: " + fault;
        }
    }

    private String perform(String[] words) throws SQLException {
        long id = words.length > 2 && words[2].matches("\\d+") ? Long.parseLong(words[2]) : 0;
        switch (words[1]) {
            case "begin" ->
                accounts.begin(
                        words.length > 2
                                ? Connection.TRANSACTION_REPEATABLE_READ
                                : Connection.TRANSACTION_READ_COMMITTED);
            case "commit" -> accounts.commit();
            case "rollback" -> accounts.rollback();
            case "close" -> accounts.close();
            case "deposit" -> accounts.deposit(id, Integer.parseInt(words[3]));
            case "change" -> accounts.change(id, Integer.parseInt(words[3]));
            case "amount" -> {
                return "amount=" + accounts.amount(id);
            }
            case "query" -> {
                return "amount=" + accounts.query(id);
            }
            case "loads" -> {
                return "loads=" + accounts.loads();
            }
            default -> {
                return "what?";
            }
        }
        return "done";
    }
}
