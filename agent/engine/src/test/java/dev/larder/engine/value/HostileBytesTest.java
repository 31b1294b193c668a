package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileBytesTest {
    @Test
    void mutations_are_bad_payloads_or_values() throws Exception {
        long seed = System.nanoTime();
        int decoded = new HostileBytes(seed).mutated(20_000);
        // Else the mutations were so coarse that they tested only the first check
        assertThat(decoded).as("seed " + seed).isBetween(900, 19_000);
    }

    @Test
    void random_bytes_are_bad_payloads_or_values() throws Exception {
        new HostileBytes(System.nanoTime()).random(5_000);
    }

    @Test
    void neither_needs_a_large_heap(@TempDir Path temp) throws Exception {
        List<String> lines =
                ForkedJvm.run(ForkedJvm.ownJdk(), temp, List.of("-Xmx256m"), HostileBytes.class, "10000", "2000");
        assertThat(lines).last().asString().startsWith("done ");
    }

    @Test
    void a_value_of_another_type_than_the_methods_is_a_bad_payload() throws Exception {
        Codec any = CodecFixture.any();
        Codec lists = CodecFixture.of(Typed.class, "points", "dev.larder.engine.value.*");
        byte[] text = any.encode("text");
        assertThatThrownBy(() -> lists.decode(text, 0, text.length)).isInstanceOf(BadPayloadException.class);
    }

    static class Typed {
        List<Corpus.Point> points() {
            return null;
        }
    }

    @Test
    void a_reference_of_the_wrong_type_is_never_stored() throws Exception {
        Codec codec = CodecFixture.any();
        byte[] bytes = codec.encode(new Corpus.Guarded("text"));
        int text = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("text");
        // The tag and the length of the text become a number, small enough for the rest to be read
        byte[] confused = bytes.clone();
        confused[text - 2] = GraphWriter.INTEGER;
        confused[text - 1] = 1;
        assertThatThrownBy(() -> codec.decode(confused, 0, confused.length))
                .isInstanceOf(BadPayloadException.class)
                .hasMessage("a reference of kind 4 where a text should be");

        byte[] other = codec.encode(new Corpus.Node());
        // The node's first field, behind the reference to it
        other[GraphWriter.START + 1] = GraphWriter.TRUE;
        assertThatThrownBy(() -> codec.decode(other, 0, other.length))
                .isInstanceOf(BadPayloadException.class)
                .hasMessage("java.lang.Boolean in a field of " + Corpus.Node.class.getName());
    }

    @Test
    void bytes_that_name_a_class_outside_the_closure_run_none_of_its_code() throws Exception {
        Codec writer = CodecFixture.of(CodecFixture.Any.class, "value", "dev.larder.engine.value.Parrot");
        byte[] bytes = writer.encode(new Parrot());
        byte[] named = named(bytes, "dev.larder.engine.value.Canary");

        Codec closed = CodecFixture.of(CodecFixture.Any.class, "value", "dev.larder.engine.value.P*");
        assertThatThrownBy(() -> closed.decode(named, 0, named.length))
                .isInstanceOf(BadPayloadException.class)
                .hasMessage("a class outside the closure");
        assertThat(System.getProperty(Canary.MARK)).isNull();

        // The bytes were right, then: where the rule allows the class they are read, and still no constructor runs.
        Codec open = CodecFixture.of(CodecFixture.Any.class, "value", "dev.larder.engine.value.C*");
        assertThat(open.decode(named, 0, named.length)).isInstanceOf(Canary.class);
        assertThat(System.getProperty(Canary.MARK)).isEqualTo("initialised ");
    }

    /** The same bytes with another class's name and shape in their table. */
    private static byte[] named(byte[] bytes, String name) throws Exception {
        Class<?> type = Class.forName(name, false, HostileBytesTest.class.getClassLoader());
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(Parrot.class.getName());
        byte[] named = bytes.clone();
        System.arraycopy(name.getBytes(StandardCharsets.ISO_8859_1), 0, named, at, name.length());
        ByteBuffer.wrap(named)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(at + name.length(), new Forms().get(type).shape());
        return named;
    }
}
