package dev.larder.bench.start;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** An application that starts, calls two methods, and says what that has cost by the time that all is quiet. */
public final class SmallMain {
    private static final long QUIET_AFTER_MILLIS = 2_000;

    private SmallMain() {}

    /** A method for a rule. */
    static String price(long id) {
        return "price of " + id;
    }

    public static void main(String[] arguments) throws InterruptedException {
        ProcessHandle.Info self = ProcessHandle.current().info();
        Duration begun = Duration.between(self.startInstant().orElseThrow(), Instant.now());
        for (int call = 0; call < 2; call++) {
            price(7);
        }
        // What agents do on threads of their own counts as well
        TimeUnit.MILLISECONDS.sleep(QUIET_AFTER_MILLIS);
        Duration cpu = ProcessHandle.current().info().totalCpuDuration().orElseThrow();
        System.out.println(cpu.toMillis() + " " + begun.toMillis());
    }
}
