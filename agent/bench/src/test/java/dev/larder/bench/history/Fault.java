package dev.larder.bench.history;

import dev.larder.bench.history.HistoryFleet.Member;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What happens to a fleet, again and again for a while. */
public enum Fault {
    NONE("none") {
        @Override
        void happen(HistoryFleet fleet, Random random) {}
    },

    STOPPED("a JVM stands still (SIGSTOP)") {
        @Override
        void happen(HistoryFleet fleet, Random random) throws IOException, InterruptedException {
            Member member = fleet.any(random);
            member.jvm().stop();
            pause(random, 100, 2500);
            member.jvm().goOn();
        }
    },

    STOPPED_LOADING("the same between load and fill") {
        @Override
        void happen(HistoryFleet fleet, Random random) throws IOException, InterruptedException {
            Member member = fleet.any(random);
            member.jvm().tell("halt LOADED");
            if (member.jvm().line(HALTED) != null) {
                member.jvm().stop();
                // Shorter than a lease lives, and longer
                pause(random, 100, 2500);
                member.jvm().goOn();
            }
            member.jvm().tell("on");
        }
    },

    KILLED("a JVM is killed (SIGKILL) between commit and eviction") {
        @Override
        void happen(HistoryFleet fleet, Random random) throws IOException, InterruptedException {
            Member member = fleet.any(random);
            member.jvm().tell("halt COMMITTED");
            member.jvm().line(HALTED);
            pause(random, 0, 300);
            member.jvm().close();
            fleet.replace(member);
        }
    },

    FORGETTING("FLUSHALL, SCRIPT FLUSH") {
        @Override
        void happen(HistoryFleet fleet, Random random) {
            if (random.nextBoolean()) {
                fleet.redis().command("FLUSHALL");
            } else {
                fleet.redis().command("SCRIPT", "FLUSH");
            }
        }
    },

    FULL("memory full, allkeys-lru") {
        @Override
        void begin(HistoryFleet fleet) {
            fleet.redis().command("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
            String used = fleet.redis()
                    .command("INFO", "memory")
                    .lines()
                    .filter(line -> line.startsWith("used_memory:"))
                    .findFirst()
                    .orElseThrow();
            long room = Long.parseLong(used.substring(used.indexOf(':') + 1).trim()) + 1_000_000;
            fleet.redis().command("CONFIG", "SET", "maxmemory", String.valueOf(room));
        }

        @Override
        void happen(HistoryFleet fleet, Random random) {
            for (int i = 0; i < 10; i++) {
                fleet.redis()
                        .command(
                                "EVAL",
                                "for i = 1, 300 do redis.call('SET', 'filler:' .. math.random(1000000),"
                                        + " string.rep('x', 1000)) end",
                                "0");
            }
        }

        @Override
        void end(HistoryFleet fleet) {
            fleet.redis().command("CONFIG", "SET", "maxmemory", "0");
            fleet.redis().command("FLUSHALL");
        }
    },

    RESTARTED("Redis is killed, and comes back empty") {
        @Override
        void happen(HistoryFleet fleet, Random random) throws IOException, InterruptedException {
            fleet.redis().kill();
            pause(random, 0, 1000);
            fleet.redis().restart();
            pause(random, 500, 1500);
        }
    },

    PAUSED("Redis stands still (SIGSTOP)") {
        @Override
        void happen(HistoryFleet fleet, Random random) throws IOException, InterruptedException {
            fleet.redis().pause();
            pause(random, 50, 2500);
            fleet.redis().resume();
        }
    },

    CUT("connections are cut, and refused for a while") {
        @Override
        void happen(HistoryFleet fleet, Random random) throws IOException, InterruptedException {
            Set<Member> some = fleet.some(random);
            some.forEach(member -> member.proxy().refuse(true));
            some.forEach(member -> member.proxy().cut());
            pause(random, 0, 1000);
            some.forEach(member -> member.proxy().refuse(false));
        }
    },

    STALLED("connections stand still") {
        @Override
        void happen(HistoryFleet fleet, Random random) throws IOException, InterruptedException {
            Set<Member> some = fleet.some(random);
            some.forEach(member -> member.proxy().stall(true));
            pause(random, 20, 2000);
            some.forEach(member -> member.proxy().stall(false));
        }
    },

    LOST("connections lose what is sent, and stay open") {
        @Override
        void happen(HistoryFleet fleet, Random random) throws IOException, InterruptedException {
            Set<Member> some = fleet.some(random);
            some.forEach(member -> member.proxy().lose(true));
            pause(random, 100, 4000);
            some.forEach(member -> member.proxy().lose(false));
        }
    },

    DELAYED("answers come late") {
        @Override
        void happen(HistoryFleet fleet, Random random) throws IOException, InterruptedException {
            Set<Member> some = fleet.some(random);
            long millis = 2 + random.nextInt(150);
            some.forEach(member -> member.proxy().delay(millis));
            pause(random, 200, 1500);
            some.forEach(member -> member.proxy().delay(0));
        }
    };

    private static final Duration HALTED = Duration.ofSeconds(5);

    private final String text;

    Fault(String text) {
        this.text = text;
    }

    /** For a person. */
    String text() {
        return text;
    }

    void begin(HistoryFleet fleet) {}

    abstract void happen(HistoryFleet fleet, Random random) throws IOException, InterruptedException;

    void end(HistoryFleet fleet) {}

    /** Nothing is waited for: the time is what is wanted. */
    static void pause(Random random, int least, int most) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(least + random.nextInt(most - least + 1));
    }
}
