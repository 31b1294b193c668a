package dev.larder.engine.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * How the value of a hole is written into a key.
 *
 * <p><b>Promise.</b> Two different values of one hole never write the same text, and a text never holds a character
 * that means something in a key. "Different" means not equal by {@code equals}, or of different classes (lists, sets
 * and maps count as such, whatever class implements them).
 *
 * <p><b>Characters.</b> {@code :}, {@code *}, {@code %}, {@code {}}, {@code @}, {@code #}, blanks, control and invisible characters and unpaired
 * surrogates are written as {@code %XX} for each byte of their UTF-8 form (unpaired surrogates, which have none, as the
 * three bytes that their number would take; no other character writes those). Inside a composite {@code , [ ] =} as
 * well. All else stays as it is. A {@code %} is thus followed by two upper-case hex digits, or by what this class writes
 * on its own account: a lower-case word ({@code %null}, {@code %empty}, {@code %int.42}, {@code %list[1,2]}), or one of
 * {@code %;} and {@code %.}. No value writes these, so null, "" and "null" differ, and so on.
 *
 * <p><b>Types.</b> Each hole is either <em>closed</em> or <em>open</em>.
 *
 * <ul>
 *   <li>Closed: its declared type is one whose values have a plain text each of their own: String, a primitive type or
 *       its box, BigInteger, BigDecimal, UUID, an enum, a class of java.time and some more. A value of exactly this
 *       class is written plainly: {@code 42} for the long, {@code 42} for the String.
 *   <li>Open: everything else, such as Object, Number, Serializable, a type variable, and values of subclasses of a
 *       closed type. Here the text names the class, {@code %int.42}, {@code %uuid.…}, {@code %list[…]}, save for the
 *       two commonest: a Long is written plainly, and a String is written plainly unless it consists of an optional
 *       minus and digits only, which makes it {@code %str.42}.
 * </ul>
 *
 * <p><b>Why no two values of one hole meet.</b> In a closed hole all plain texts come from one class, where the plain
 * text is one to one; a value of another class, which is a subclass or came through an unchecked cast, is always marked,
 * and no plain text begins with a {@code %} and a lower-case letter except null and "", which only they write. In an open hole a text that begins with
 * {@code %word} followed by a dot or a bracket tells its class; otherwise it is a Long if it consists of minus and
 * digits, else a String. Composites write their elements the open way, separated by characters that no element has
 * outside of matching brackets, so that by induction they are one to one as well.
 *
 * <p><b>The same value in two places.</b> The key of a cache may declare {@code long id}, another Object, and the
 * eviction {@code Long} or a String from a form. Plain texts of equal logical values are equal, so where the caches'
 * holes are closed one text is enough; else evictions write each spelling that an open hole could have
 * ({@link Spellings}): more may be evicted than needed, never less.
 *
 * <p>Stateless; any thread.
 */
final class KeyText {
    /** Keys up to this many characters are stored as they are. */
    static final int LONGEST = 200;

    /** How much of a longer one stays readable. */
    static final int HEAD = 160;

    /** No key is computed from more text than this: writing it would cost more than a cache gives. */
    static final int BOUND = 64 * 1024;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private KeyText() {}

    /** Writes the value of a hole. The common classes take no detour and allocate nothing. */
    static void write(StringBuilder out, @Nullable Object value, HolePlan hole) throws KeyException {
        if (value == null) {
            out.append("%null");
        } else if (value instanceof String text) {
            if (hole.closed() == null ? integral(text) : hole.closed() != String.class) {
                out.append("%str.");
            }
            escape(out, text, false);
        } else if (value instanceof Long number) {
            if (hole.closed() != null && hole.closed() != Long.class) {
                out.append("%long.");
            }
            out.append(number.longValue());
        } else if (value instanceof Integer number) {
            if (hole.closed() != Integer.class) {
                out.append("%int.");
            }
            out.append(number.intValue());
        } else if (hole.closed() != null && hole.closed() == Scalars.kind(value)) {
            escape(out, Scalars.text(value), false);
        } else {
            new ValueText(out, hole).write(value);
        }
        if (out.length() > BOUND) {
            throw new KeyException("{" + hole.hole().text() + "} makes a key of more than " + BOUND + " characters");
        }
    }

    /** Whether a string in an open hole could be taken for a number. */
    static boolean integral(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        for (int i = from; i < text.length(); i++) {
            if (!TemplateParser.digit(text.charAt(i))) {
                return false;
            }
        }
        return from < text.length();
    }

    /**
     * Appends text with everything escaped that means something in a key.
     *
     * @param nested whether it is part of a composite, whose separators are escaped too
     */
    static void escape(StringBuilder out, String text, boolean nested) {
        int length = text.length();
        if (length == 0) {
            out.append("%empty");
            return;
        }
        int from = 0;
        for (int i = 0; i < length; ) {
            char c = text.charAt(i);
            if (plain(c, nested)) {
                i++;
                continue;
            }
            int point = text.codePointAt(i);
            int size = Character.charCount(point);
            if (c < 128 || unreadable(point)) {
                out.append(text, from, i);
                percent(out, point);
                from = i + size;
            }
            i += size;
        }
        out.append(text, from, length);
    }

    private static boolean plain(char c, boolean nested) {
        if (c <= ' ' || c >= 127) {
            return false;
        }
        return switch (c) {
            case ':', '*', '%', '{', '}', '@', '#' -> false;
            case ',', '[', ']', '=' -> !nested;
            default -> true;
        };
    }

    /** Blank, control, invisible or half a character. */
    static boolean unreadable(int point) {
        return Character.isWhitespace(point)
                || Character.isSpaceChar(point)
                || Character.isISOControl(point)
                || Character.getType(point) == Character.FORMAT
                || Character.getType(point) == Character.SURROGATE;
    }

    private static void percent(StringBuilder out, int point) {
        // By hand: the JDK's encoder has no bytes for unpaired surrogates
        if (point < 0x80) {
            hex(out, point);
        } else if (point < 0x800) {
            hex(out, 0xC0 + (point >> 6));
            hex(out, 0x80 + (point & 0x3F));
        } else if (point < 0x10000) {
            hex(out, 0xE0 + (point >> 12));
            hex(out, 0x80 + ((point >> 6) & 0x3F));
            hex(out, 0x80 + (point & 0x3F));
        } else {
            hex(out, 0xF0 + (point >> 18));
            hex(out, 0x80 + ((point >> 12) & 0x3F));
            hex(out, 0x80 + ((point >> 6) & 0x3F));
            hex(out, 0x80 + (point & 0x3F));
        }
    }

    private static void hex(StringBuilder out, int octet) {
        out.append('%');
        HEX.toHexDigits(out, (byte) octet);
    }

    /**
     * Appends the text of a hole that another hole follows in the same segment, so that {@code {a}-{b}} can tell where
     * the one ends: what follows is a character that this writes as {@code %.XX} within the text, or the mark
     * {@code %;}.
     *
     * @param following the literal between the two, escaped; empty where there is none
     */
    static void guard(StringBuilder out, CharSequence text, String following) {
        char end = following.isEmpty() ? '%' : following.charAt(0);
        if (end == '%' || Character.isSurrogate(end)) {
            out.append(text).append("%;");
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                // Two characters at least belong to what a % begins; a third one, if hex, too
                boolean hex = HexFormat.isHexDigit(text.charAt(i + 1)) && !Character.isLowerCase(text.charAt(i + 1));
                int end3 = i + (hex ? 3 : 2);
                out.append(text, i, end3);
                i = end3 - 1;
            } else if (c == end) {
                out.append("%.").append(HEX.toHexDigits(c));
            } else {
                out.append(c);
            }
        }
    }

    /**
     * The text as it goes to the store: itself, or where it is too long its head, {@code ~} and the SHA-256 of the
     * whole. The one has at most 200 characters and the other more, so they never meet.
     */
    static String shortened(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int head = Character.isHighSurrogate(text.charAt(HEAD - 1)) ? HEAD - 1 : HEAD;
        return text.substring(0, head) + "~" + sha256(text);
    }

    /** Whether the text is what {@link #shortened} left of a longer one. */
    static boolean cut(String text) {
        int mark = text.length() - 65;
        return text.length() > LONGEST && mark <= HEAD && text.charAt(mark) == '~';
    }

    /** What stands in a key in the place of a segment that tells of a secret; no value writes such a text. */
    static String hashed(String segment) {
        return "%secret." + sha256(segment);
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
