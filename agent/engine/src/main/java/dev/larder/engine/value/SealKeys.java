package dev.larder.engine.value;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys that come from one secret, by HKDF (RFC 5869): one for each use, so that none tells of another. Of the JDK's
 * machines each call takes a new one: they are not for more than one thread, and making them is a small part of the work.
 */
final class SealKeys {
    static final int TAG = 16;
    static final int NONCE = 12;

    private static final String HMAC = "HmacSHA256";
    private static final String AES = "AES/GCM/NoPadding";

    private final int number;
    private final SecretKeySpec signing;
    private final SecretKeySpec hiding;
    private final SecureRandom random = new SecureRandom();

    private SealKeys(int number, SecretKeySpec signing, SecretKeySpec hiding) {
        this.number = number;
        this.signing = signing;
        this.hiding = hiding;
    }

    static SealKeys of(byte[] secret) {
        byte[] drawn = hmac(new SecretKeySpec("larder".getBytes(StandardCharsets.UTF_8), HMAC), secret);
        byte[] number = expanded(drawn, "number");
        return new SealKeys(
                LittleEndian.getInt(number, 0),
                new SecretKeySpec(expanded(drawn, "hmac"), HMAC),
                new SecretKeySpec(expanded(drawn, "aes-gcm"), "AES"));
    }

    private static byte[] expanded(byte[] drawn, String use) {
        return hmac(new SecretKeySpec(drawn, HMAC), (use + '\1').getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] hmac(SecretKeySpec key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(text);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JVM has no " + HMAC, missing);
        }
    }

    /** Tells the keys apart without telling anything of them. */
    int number() {
        return number;
    }

    /** Of the envelope but for the tag's own place, and of the key. */
    byte[] tag(byte[] envelope, int tagAt, int bodyAt, byte[] key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(signing);
            mac.update(envelope, 0, tagAt);
            mac.update(envelope, bodyAt, envelope.length - bodyAt);
            mac.update(key);
            return Arrays.copyOf(mac.doFinal(), TAG);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JVM has no " + HMAC, missing);
        }
    }

    byte[] nonce() {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        return nonce;
    }

    /** Hides the body where the envelope has room for it and its tag. */
    void hide(byte[] body, int length, byte[] envelope, int bodyAt, byte[] key) {
        try {
            cipher(Cipher.ENCRYPT_MODE, envelope, bodyAt, key).doFinal(body, 0, length, envelope, bodyAt);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JVM has no " + AES, missing);
        }
    }

    /** Null where envelope, body or key are not those that it was hidden with. */
    byte @Nullable [] show(byte[] envelope, int bodyAt, byte[] key) {
        try {
            return cipher(Cipher.DECRYPT_MODE, envelope, bodyAt, key)
                    .doFinal(envelope, bodyAt, envelope.length - bodyAt);
        } catch (GeneralSecurityException forged) {
            return null;
        }
    }

    private Cipher cipher(int mode, byte[] envelope, int bodyAt, byte[] key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(AES);
        cipher.init(mode, hiding, new GCMParameterSpec(TAG * 8, envelope, bodyAt - NONCE, NONCE));
        cipher.updateAAD(envelope, 0, bodyAt);
        cipher.updateAAD(key);
        return cipher;
    }
}
