package dev.larder.engine.key;

/** Text that rules are written in, made fit for a message: rule files may come from anywhere, and terminals obey escapes. */
public final class Quoted {
    private static final int LONGEST = 60;

    private Quoted() {}

    public static String of(String text) {
        return "'" + plain(text, LONGEST) + "'";
    }

    /** Without the quotes, and with another bound on the length. */
    public static String plain(String text, int longest) {
        int end = Math.min(text.length(), longest);
        if (readable(text, end)) {
            return end < text.length() ? text.substring(0, end) + "..." : text;
        }
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < end; ) {
            int point = text.codePointAt(i);
            boolean readable = Character.isDefined(point)
                    && !Character.isISOControl(point)
                    && Character.getType(point) != Character.FORMAT
                    && Character.getType(point) != Character.SURROGATE
                    && Character.getType(point) != Character.LINE_SEPARATOR
                    && Character.getType(point) != Character.PARAGRAPH_SEPARATOR;
            if (readable) {
                shown.appendCodePoint(point);
            } else {
                shown.append(String.format("\\u%04X", point));
            }
            i += Character.charCount(point);
        }
        return shown.append(end < text.length() ? "..." : "").toString();
    }

    /** Nearly every text: looking closely at each character of a few hundred warnings would be felt at a start. */
    private static boolean readable(String text, int end) {
        for (int i = 0; i < end; i++) {
            char character = text.charAt(i);
            if (character < ' ' || character > '~') {
                return false;
            }
        }
        return true;
    }
}
