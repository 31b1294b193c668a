package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SealingTest {
    private static final String OLD = "an old secret of the fleet";
    private static final String NEW = "another secret of the fleet";
    private static final String KEY = "blog:post:7";
    private static final byte[] BODY = "what the method returned".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LONG_BODY =
            "what the method returned ".repeat(500).getBytes(StandardCharsets.US_ASCII);

    private static Envelope envelope(Sealing.Kind kind, String secret, String previous) {
        return new Envelope(Sealing.of(kind, secret, previous));
    }

    private static byte[] written(Envelope envelope, byte[] body) {
        return envelope.write(KEY, 11, 12, 13, 14, new long[] {21, 22}, body);
    }

    /** Null where it is not taken. */
    private static byte[] read(Envelope envelope, byte[] stored, String key) {
        if (envelope.problem(stored, key) != null) {
            return null;
        }
        try {
            Envelope.Body body = envelope.body(stored, key);
            return Arrays.copyOfRange(body.bytes(), body.offset(), body.offset() + body.length());
        } catch (BadPayloadException bad) {
            return null;
        }
    }

    @ParameterizedTest
    @EnumSource(Sealing.Kind.class)
    void what_was_sealed_is_read(Sealing.Kind kind) {
        Envelope envelope = envelope(kind, OLD, null);
        for (byte[] body : new byte[][] {BODY, LONG_BODY, {}}) {
            byte[] stored = written(envelope, body);
            assertThat(read(envelope, stored, KEY)).isEqualTo(body);
            assertThat(read(envelope(kind, OLD, null), stored, KEY)).isEqualTo(body);
            assertThat(Envelope.shape(stored)).isEqualTo(11);
            assertThat(Envelope.generationsMatch(stored, new long[] {21, 22})).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Sealing.Kind.class)
    void every_changed_bit_every_cut_and_another_key_are_found_out(Sealing.Kind kind) {
        Envelope envelope = envelope(kind, OLD, null);
        byte[] stored = written(envelope, BODY);
        for (int bit = 0; bit < stored.length * 8; bit++) {
            byte[] changed = stored.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(read(envelope, changed, KEY)).as("bit %d", bit).isNull();
        }
        for (int length = 0; length < stored.length + 20; length++) {
            if (length != stored.length) {
                assertThat(read(envelope, Arrays.copyOf(stored, length), KEY))
                        .as("%d bytes", length)
                        .isNull();
            }
        }
        assertThat(read(envelope, stored, "blog:post:8")).isNull();
    }

    @Test
    void none_of_a_hundred_thousand_changed_or_made_up_values_decodes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (Sealing.Kind kind : new Sealing.Kind[] {Sealing.Kind.HMAC, Sealing.Kind.AES_GCM}) {
            Envelope envelope = envelope(kind, OLD, null);
            byte[] stored = written(envelope, BODY);
            for (int i = 0; i < 50_000; i++) {
                byte[] changed = stored.clone();
                for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                    changed[random.nextInt(changed.length)] = (byte) random.nextInt();
                }
                if (!Arrays.equals(changed, stored)) {
                    assertThat(read(envelope, changed, KEY)).as("seed " + seed).isNull();
                }
            }
        }
    }

    @Test
    void a_hidden_value_shows_nothing_of_its_body_and_never_looks_the_same_twice() {
        Envelope envelope = envelope(Sealing.Kind.AES_GCM, OLD, null);
        byte[] stored = written(envelope, BODY);
        assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("method");
        assertThat(written(envelope, BODY)).isNotEqualTo(stored);
        assertThat(new String(written(envelope(Sealing.Kind.HMAC, OLD, null), BODY), StandardCharsets.ISO_8859_1))
                .contains("method");
    }

    @Test
    void a_secret_is_replaced_without_a_value_being_lost() {
        Envelope before = envelope(Sealing.Kind.HMAC, OLD, null);
        Envelope prepared = envelope(Sealing.Kind.HMAC, OLD, NEW);
        Envelope changed = envelope(Sealing.Kind.HMAC, NEW, OLD);
        Envelope after = envelope(Sealing.Kind.HMAC, NEW, null);
        assertThat(read(prepared, written(before, BODY), KEY)).isEqualTo(BODY);
        assertThat(read(changed, written(prepared, BODY), KEY)).isEqualTo(BODY);
        assertThat(read(prepared, written(changed, BODY), KEY)).isEqualTo(BODY);
        assertThat(read(after, written(changed, BODY), KEY)).isEqualTo(BODY);
        assertThat(after.problem(written(before, BODY), KEY)).isEqualTo("sealed with another secret");
    }

    @Test
    void the_kind_of_seal_may_change_as_well() {
        byte[] signed = written(envelope(Sealing.Kind.HMAC, OLD, null), BODY);
        assertThat(read(envelope(Sealing.Kind.AES_GCM, OLD, null), signed, KEY)).isEqualTo(BODY);
        byte[] hidden = written(envelope(Sealing.Kind.AES_GCM, OLD, null), BODY);
        assertThat(read(envelope(Sealing.Kind.HMAC, OLD, null), hidden, KEY)).isEqualTo(BODY);
    }

    @Test
    void what_is_not_sealed_is_not_taken_where_a_secret_is_given_and_the_other_way_round() {
        byte[] open = written(new Envelope(Sealing.NONE), BODY);
        byte[] signed = written(envelope(Sealing.Kind.HMAC, OLD, null), BODY);
        assertThat(envelope(Sealing.Kind.HMAC, OLD, null).problem(open, KEY))
                .isEqualTo("not sealed, and only sealed values are taken");
        assertThat(new Envelope(Sealing.NONE).problem(signed, KEY)).isEqualTo("sealed, and there is no secret here");
    }

    @Test
    void a_secret_has_to_be_long_and_is_not_repeated() {
        assertThatThrownBy(() -> Sealing.of(Sealing.Kind.HMAC, "short", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the secret has 5 bytes; give it at least 16, from openssl rand -base64 32 for one");
    }

    /** The first tag of RFC 5869's construction over our labels, computed once by other means: the keys must never change. */
    @Test
    void the_keys_of_a_secret_stay_what_they_are() {
        byte[] number = new byte[4];
        LittleEndian.putInt(
                number, 0, Sealing.of(Sealing.Kind.HMAC, OLD, null).current().number());
        assertThat(HexFormat.of().formatHex(number)).isEqualTo("dbe2b787");
    }
}
