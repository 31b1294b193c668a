package dev.larder.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the build writes, read file by file as it is while an application starts. */
class ArchiveTest {
    private static final String NAME = "inst.archive";

    @TempDir
    private Path temp;

    private final Map<String, byte[]> files = new HashMap<>();

    private ZipFile jar(byte[] archive) throws IOException {
        Path file = temp.resolve("larder.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            ZipEntry entry = new ZipEntry(NAME);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(archive.length);
            CRC32 sum = new CRC32();
            sum.update(archive);
            entry.setCrc(sum.getValue());
            out.putNextEntry(entry);
            out.write(archive);
        }
        return new ZipFile(file.toFile());
    }

    private byte[] written() throws IOException {
        return dev.larder.pack.Archive.write(files);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void each_file_comes_back_by_its_name_and_no_other() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int count : new int[] {0, 1, 2, 3, 6, 7, 12, 13, 3_000}) {
            files.clear();
            for (int i = 0; i < count; i++) {
                byte[] content = new byte[random.nextInt(5_000)];
                if (random.nextBoolean()) {
                    random.nextBytes(content);
                }
                files.put("dev/larder/Ü" + Integer.toString(random.nextInt(), 36) + "/" + i + ".class", content);
            }
            try (ZipFile jar = jar(written())) {
                Archive archive = new Archive(jar, NAME);
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    assertThat(archive.read(file.getKey())).as("seed %s", seed).isEqualTo(file.getValue());
                    assertThat(archive.read(file.getKey() + "x")).isNull();
                    assertThat(archive.holds(file.getKey())).isTrue();
                }
                assertThat(archive.holds("absent")).isFalse();
            }
            assertThat(dev.larder.pack.Archive.read(written())).containsExactlyInAnyOrderEntriesOf(files);
        }
    }

    @Test
    void names_of_one_hash_are_told_apart() throws IOException {
        files.put("Aa", bytes("first"));
        files.put("BB", bytes("second"));
        assertThat("Aa").hasSameHashCodeAs("BB").hasSameHashCodeAs("C#");

        try (ZipFile jar = jar(written())) {
            Archive archive = new Archive(jar, NAME);
            assertThat(archive.read("Aa")).isEqualTo(bytes("first"));
            assertThat(archive.read("BB")).isEqualTo(bytes("second"));
            assertThat(archive.read("C#")).isNull();
        }
    }

    @Test
    void what_is_damaged_is_said_and_never_taken_for_a_file() throws IOException {
        files.put("text", bytes("all the same ".repeat(1_000)));
        byte[] whole = written();
        byte[] noMagic = whole.clone();
        noMagic[0] ^= 1;
        try (ZipFile jar = jar(noMagic)) {
            assertThatThrownBy(() -> new Archive(jar, NAME))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("damaged");
        }
        try (ZipFile jar = jar(Arrays.copyOf(whole, whole.length - 10))) {
            Archive archive = new Archive(jar, NAME);
            assertThatThrownBy(() -> archive.read("text"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cut short");
        }
        byte[] changed = whole.clone();
        changed[whole.length - 6] ^= 1;
        try (ZipFile jar = jar(changed)) {
            Archive archive = new Archive(jar, NAME);
            assertThatThrownBy(() -> archive.read("text"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("damaged");
        }
        byte[] other = whole.clone();
        int record = 8 + 12 * 2;
        Arrays.fill(other, record, other.length, (byte) 0xFF);
        try (ZipFile jar = jar(other)) {
            assertThat(new Archive(jar, NAME).read("text"))
                    .as("another jar in the place of this one")
                    .isNull();
        }
        try (ZipFile jar = jar(whole)) {
            assertThatThrownBy(() -> new Archive(jar, "other")).hasMessageContaining("no other in ");
        }
    }
}
