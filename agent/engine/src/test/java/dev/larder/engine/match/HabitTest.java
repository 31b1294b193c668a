package dev.larder.engine.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class HabitTest {

    @SuppressWarnings({"unused", "JavaUtilDate", "JavaTimeDefaultTimeZone", "StatementSwitchToExpressionSwitch"})
    static class Sample {
        private static final ThreadLocal<String> TENANT = new ThreadLocal<>();
        private static int calls;
        private int last;

        long plain(long id, Map<String, Integer> sizes) {
            long sum = 0;
            for (int size : sizes.values()) {
                sum += size;
            }
            return switch ((int) id) {
                case 1, 2, 3, 4, 5 -> sum;
                case 1000, 2000, 30000 -> sum + last;
                default -> Long.parseLong("1" + id);
            };
        }

        long millis() {
            return System.currentTimeMillis();
        }

        Object today() {
            return Map.of(LocalDate.now(), new Date());
        }

        Date past() {
            return new Date(0);
        }

        Object random() {
            return ThreadLocalRandom.current().nextInt()
                    + Math.random()
                    + UUID.randomUUID().toString();
        }

        String tenant() {
            return TENANT.get();
        }

        int writes(int wide) {
            calls++;
            last = wide;
            return last;
        }

        Object inSwitchAndAround(int i, Object o) {
            switch (i) {
                case 1:
                    return o;
                case 100000:
                    return new long[][] {{i}};
                default:
                    return o instanceof String text ? text : (Object) System.nanoTime();
            }
        }
    }

    private static Set<Habit> habits(String method) throws IOException {
        byte[] bytes;
        try (InputStream in =
                Sample.class.getResourceAsStream("/" + Sample.class.getName().replace('.', '/') + ".class")) {
            bytes = in.readAllBytes();
        }
        MethodOutline outline = ClassOutline.read(bytes).methods().stream()
                .filter(one -> one.name().equals(method))
                .findFirst()
                .orElseThrow();
        return Habit.of(bytes, outline);
    }

    @Test
    void the_bytecode_of_a_method_tells_its_habits() throws IOException {
        assertThat(habits("millis")).containsExactly(Habit.CLOCK);
        assertThat(habits("today")).containsExactly(Habit.CLOCK);
        assertThat(habits("random")).containsExactly(Habit.RANDOM);
        assertThat(habits("tenant")).containsExactly(Habit.THREAD_LOCAL);
        assertThat(habits("writes")).containsExactly(Habit.WRITES);
        assertThat(habits("inSwitchAndAround")).containsExactly(Habit.CLOCK);
    }

    @Test
    void a_method_without_them_has_none() throws IOException {
        assertThat(habits("plain")).isEmpty();
        assertThat(habits("past")).isEmpty();
    }

    @Test
    void all_methods_of_large_classes_can_be_walked() throws IOException {
        for (Class<?> type : new Class<?>[] {String.class, Thread.class, java.util.Formatter.class, Math.class}) {
            byte[] bytes;
            try (InputStream in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
                bytes = in.readAllBytes();
            }
            for (MethodOutline method : ClassOutline.read(bytes).methods()) {
                ClassFileReader reader = new ClassFileReader(bytes);
                reader.header();
                reader.skipFields();
                reader.instructions(
                        method.key(),
                        (opcode, member) -> assertThat(member.owner()).isNotEmpty());
            }
        }
        assertThat(Habit.of(new byte[] {1, 2, 3}, new MethodOutline("a", "()V", 0)))
                .isEmpty();
    }
}
