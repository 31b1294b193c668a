package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
    private static final byte[] BODY = {1, 2, 3, 4, 5};
    private static final String KEY = "blog:post:7";
    private static final Envelope PLAIN = new Envelope(Sealing.NONE);

    private static byte[] envelope(byte[] body, long... generations) {
        return PLAIN.write(KEY, 11, 12, 13, 14, generations, body);
    }

    private static byte[] body(byte[] stored) throws BadPayloadException {
        Envelope.Body body = PLAIN.body(stored, KEY);
        return Arrays.copyOfRange(body.bytes(), body.offset(), body.offset() + body.length());
    }

    @Test
    void what_was_written_is_read() throws Exception {
        byte[] stored = envelope(BODY, 21, -22);
        assertThat(PLAIN.problem(stored, KEY)).isNull();
        assertThat(Envelope.shape(stored)).isEqualTo(11);
        assertThat(Envelope.incarnation(stored)).isEqualTo(12);
        assertThat(Envelope.createdMillis(stored)).isEqualTo(13);
        assertThat(Envelope.softExpiryMillis(stored)).isEqualTo(14);
        assertThat(body(stored)).isEqualTo(BODY);
    }

    @Test
    void a_value_without_tags_or_contents_is_well() throws Exception {
        byte[] stored = envelope(new byte[0]);
        assertThat(PLAIN.problem(stored, KEY)).isNull();
        assertThat(Envelope.generationsMatch(stored, new long[0])).isTrue();
        assertThat(body(stored)).isEmpty();
    }

    @Test
    void generations_match_only_if_all_do_and_none_is_absent() {
        byte[] stored = envelope(BODY, 21, 22);
        assertThat(Envelope.generationsMatch(stored, new long[] {21, 22})).isTrue();
        assertThat(Envelope.generationsMatch(stored, new long[] {22, 21})).isFalse();
        assertThat(Envelope.generationsMatch(stored, new long[] {21})).isFalse();
        assertThat(Envelope.generationsMatch(stored, new long[] {21, 22, 23})).isFalse();
        assertThat(Envelope.generationsMatch(envelope(BODY, 0), new long[] {0})).isFalse();
    }

    @Test
    void a_value_moved_to_another_key_is_found_out() {
        assertThat(PLAIN.problem(envelope(BODY, 21), "blog:post:8")).isEqualTo("damaged, or written for another key");
    }

    @Test
    void every_cut_and_every_extension_is_found_out() {
        byte[] stored = envelope(BODY, 21, 22);
        for (int length = 0; length < stored.length + 20; length++) {
            if (length != stored.length) {
                assertThat(PLAIN.problem(Arrays.copyOf(stored, length), KEY))
                        .as("%d bytes", length)
                        .isNotNull();
            }
        }
    }

    @Test
    void every_changed_bit_is_found_out() {
        byte[] stored = envelope(BODY, 21, 22);
        for (int bit = 0; bit < stored.length * 8; bit++) {
            byte[] changed = stored.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(PLAIN.problem(changed, KEY)).as("bit %d", bit).isNotNull();
        }
    }

    @Test
    void random_bytes_are_no_envelope() {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            assertThat(PLAIN.problem(bytes, KEY)).isNotNull();
        }
    }

    @Test
    void a_long_body_is_deflated_where_that_pays() throws Exception {
        byte[] text = "lorem ipsum dolor sit amet ".repeat(400).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] stored = envelope(text, 21);
        assertThat(stored.length).isLessThan(text.length / 2);
        assertThat(PLAIN.problem(stored, KEY)).isNull();
        assertThat(body(stored)).isEqualTo(text);
    }

    @Test
    void noise_and_short_bodies_stay_as_they_are() throws Exception {
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        byte[] small = new byte[4095];
        assertThat(envelope(noise).length).isEqualTo(noise.length + 52);
        assertThat(envelope(small).length).isEqualTo(small.length + 52);
        assertThat(body(envelope(noise))).isEqualTo(noise);
    }

    @Test
    void a_declared_length_is_bounded_before_it_is_allocated() {
        assertThatThrownBy(() -> Deflation.inflate(new byte[10], 0, 10, 1 << 30))
                .isInstanceOf(BadPayloadException.class)
                .hasMessageContaining("declared length");
        assertThatThrownBy(() -> Deflation.inflate(new byte[10], 0, 10, -1)).isInstanceOf(BadPayloadException.class);
    }

    @Test
    void deflated_bytes_that_end_early_or_late_are_refused() throws Exception {
        byte[] text = new byte[8192];
        Deflation.Packed packed = Deflation.pack(text);
        assertThat(packed.deflated()).isTrue();
        assertThat(Deflation.inflate(packed.bytes(), 0, packed.length(), text.length))
                .isEqualTo(text);
        for (int plain : new int[] {0, 1, text.length - 1, text.length + 1}) {
            assertThatThrownBy(() -> Deflation.inflate(packed.bytes(), 0, packed.length(), plain))
                    .as("%d", plain)
                    .isInstanceOf(BadPayloadException.class);
        }
        assertThatThrownBy(() -> Deflation.inflate(packed.bytes(), 0, packed.length() - 1, text.length))
                .isInstanceOf(BadPayloadException.class);
        assertThatThrownBy(() -> Deflation.inflate(packed.bytes(), 0, packed.length() + 1, text.length))
                .isInstanceOf(BadPayloadException.class);
    }
}
