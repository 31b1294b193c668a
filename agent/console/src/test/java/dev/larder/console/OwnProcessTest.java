package dev.larder.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OwnProcessTest {
    @TempDir
    private Path temp;

    @Test
    void it_is_what_the_jdk_says_of_it() {
        OwnProcess expected = OwnProcess.asked();
        assertThat(OwnProcess.look().pid()).isEqualTo(expected.pid());
        assertThat(OwnProcess.look().started()).isCloseTo(expected.started(), within(2, ChronoUnit.SECONDS));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void on_linux_the_jdk_is_not_asked() {
        assertThat(OwnProcess.told(Path.of("/proc/self/stat"), Path.of("/proc/stat")))
                .isNotNull();
    }

    private OwnProcess told(String process, String system) throws IOException {
        return OwnProcess.told(
                Files.writeString(temp.resolve("process"), process), Files.writeString(temp.resolve("system"), system));
    }

    @Test
    void names_of_programs_may_hold_anything() throws IOException {
        String behind = ") S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 250 20 21\n";
        String system = "cpu 1 2\nbtime 1700000000\nprocesses 7\n";
        OwnProcess expected = new OwnProcess(42, Instant.ofEpochMilli(1_700_000_002_500L));
        assertThat(told("42 (java" + behind, system)).isEqualTo(expected);
        assertThat(told("42 (a) R (b c" + behind, system)).isEqualTo(expected);
    }

    @Test
    void what_is_not_understood_is_nothing() throws IOException {
        assertThat(told("", "")).isNull();
        assertThat(told("42 (java) S 1 2", "\nbtime 1\n")).isNull();
        assertThat(OwnProcess.told(temp.resolve("absent"), temp)).isNull();
    }
}
