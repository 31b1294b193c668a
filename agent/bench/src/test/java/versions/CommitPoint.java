package versions;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;

/** Stands between a pool and its driver, and calls where the driver has just committed: before the pool knows of it. */
final class CommitPoint {

    private CommitPoint() {}

    static DataSource over(DataSource driver, Runnable committed) {
        return proxy(DataSource.class, driver, committed);
    }

    private static <T> T proxy(Class<T> type, T wrapped, Runnable committed) {
        return type.cast(Proxy.newProxyInstance(
                CommitPoint.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        Object answer = method.invoke(wrapped, arguments);
                        if (method.getName().equals("commit")) {
                            committed.run();
                        }
                        return answer instanceof Connection connection
                                ? proxy(Connection.class, connection, committed)
                                : answer;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }
}
