package shapes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Each method counts how often its body ran, and returns something that depends on it. */
@SuppressWarnings({"unused", "ClassCanBeStatic"})
class Bodies {
    static final AtomicInteger RAN = new AtomicInteger();

    private static final AtomicInteger STOOD_IN = new AtomicInteger();
    private static final AtomicInteger WRITTEN = new AtomicInteger();

    static int ran() {
        return RAN.incrementAndGet();
    }

    public String publicOne(long id) {
        return "public " + ran();
    }

    protected String protectedOne(long id) {
        return "protected " + ran();
    }

    String packagePrivate(long id) {
        return "package " + ran();
    }

    private String privateOne(long id) {
        return "private " + ran();
    }

    String callsPrivate(long id) {
        return privateOne(id);
    }

    static String staticOne(long id) {
        return "static " + ran();
    }

    private static String privateStatic(long id) {
        return "private static " + ran();
    }

    static String callsPrivateStatic(long id) {
        return privateStatic(id);
    }

    final String finalOne(long id) {
        return "final " + ran();
    }

    synchronized String synchronizedOne(long id) {
        return "synchronized " + ran();
    }

    static synchronized String synchronizedStatic(long id) {
        return "synchronized static " + ran();
    }

    String selfCalled(long id) {
        return "self " + ran();
    }

    String callsItself(long id) {
        return this.selfCalled(id);
    }

    String varargs(String... words) {
        return Arrays.toString(words) + ran();
    }

    String overloaded(long id) {
        return "long " + ran();
    }

    String overloaded(String id) {
        return "string " + ran();
    }

    String arity(long a) {
        return "one " + ran();
    }

    String arity(long a, long b) {
        return "two " + ran();
    }

    <T extends Comparable<T>> T genericMethod(T of) {
        ran();
        return of;
    }

    boolean returnsBoolean(long id) {
        return ran() % 2 == 0;
    }

    byte returnsByte(long id) {
        return (byte) ran();
    }

    short returnsShort(long id) {
        return (short) ran();
    }

    char returnsChar(long id) {
        return (char) ('a' + ran() % 20);
    }

    int returnsInt(long id) {
        return ran();
    }

    long returnsLong(long id) {
        return ran();
    }

    float returnsFloat(long id) {
        return ran() / 2f;
    }

    double returnsDouble(long id) {
        return ran() / 3d;
    }

    int[] returnsInts(long id) {
        return new int[] {ran()};
    }

    String[][] returnsArrays(long id) {
        return new String[][] {{"a" + ran()}, null};
    }

    List<Map<String, Integer>> returnsNested(long id) {
        return new ArrayList<>(List.of(Map.of("ran", ran())));
    }

    Optional<String> returnsOptional(long id) {
        return Optional.of("optional " + ran());
    }

    String returnsNull(long id) {
        ran();
        return null;
    }

    String manyArguments(byte a, long b, double c, float d, boolean e, char f, short g, int h, String i, long[] j) {
        return "many " + ran();
    }

    String wide(double a, long b, double c, long d) {
        return "wide " + a + b + c + d + " " + ran();
    }

    String noArguments() {
        return "none " + ran();
    }

    String nestedParameter(Map.Entry<String, Integer> entry) {
        return "entry " + ran();
    }

    String arrayParameter(int[][] of) {
        return "arrays " + ran();
    }

    String loops(int count) {
        String text = "";
        for (int i = 0; i < count; i++) {
            try {
                text += i;
            } finally {
                text += ".";
            }
        }
        return text + ran();
    }

    String switches(long id) {
        return switch ((int) id) {
            case 1 -> "one " + ran();
            case 2 -> "two " + ran();
            default -> "many " + ran();
        };
    }

    String withLambda(long id) {
        Function<Integer, String> name = n -> "lambda " + n;
        return name.apply(ran());
    }

    long fibonacci(int n) {
        ran();
        return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
    }

    String checked(long id) throws java.io.IOException {
        ran();
        throw new java.io.IOException("checked");
    }

    CompletableFuture<String> future(long id) {
        return CompletableFuture.supplyAsync(() -> "future " + ran());
    }

    Mono<String> mono(long id) {
        return Mono.fromCallable(() -> "mono " + ran());
    }

    /** Throws from its second call on. */
    int standsIn(long id) {
        ran();
        if (STOOD_IN.incrementAndGet() > 1) {
            throw new IllegalStateException("no database");
        }
        return 7;
    }

    int written(long id) {
        ran();
        return WRITTEN.get();
    }

    /** Its work is done when the future is, by another thread. */
    CompletableFuture<Integer> writeLater(long id) {
        return CompletableFuture.supplyAsync(WRITTEN::incrementAndGet);
    }

    CompletableFuture<String> failingFuture(long id) {
        ran();
        return CompletableFuture.failedFuture(new IllegalStateException("no future"));
    }

    String reportSales(int year) {
        return "sales " + ran();
    }

    String reportCosts(int year) {
        return "costs " + ran();
    }

    void nothing(long id) {
        ran();
    }

    native String nativeOne(long id);

    String starNameOne(long id) {
        return "star " + ran();
    }

    class Inner {
        String value(long id) {
            return "inner " + ran();
        }
    }

    static class Nested {
        String value(long id) {
            return "nested " + ran();
        }

        static class Deeper {
            String value(long id) {
                return "deeper " + ran();
            }
        }
    }
}
