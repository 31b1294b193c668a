package dev.larder.weaver.watch;

/**
 * Whether a statement may write, told from its first words: whatever is not plainly a read counts as a write. A query that
 * locks what it reads is none; a function that writes, called by a query, is not seen.
 */
final class SqlText {

    private SqlText() {}

    static boolean mayWrite(String sql) {
        int start = start(sql);
        int end = start;
        while (end < sql.length() && isWord(sql.charAt(end))) {
            end++;
        }
        return switch (end - start) {
            case 4 -> {
                if (is(sql, start, "with")) {
                    yield changesData(sql, end);
                }
                yield !is(sql, start, "show") && !is(sql, start, "desc");
            }
            case 5 -> !is(sql, start, "table");
            case 6 -> is(sql, start, "select") ? selectsInto(sql) : !is(sql, start, "values");
            case 7 -> !is(sql, start, "explain") || changesData(sql, end);
            case 8 -> !is(sql, start, "describe");
            default -> true;
        };
    }

    /** Where the first word begins, behind blanks, comments and parentheses. */
    private static int start(String sql) {
        int at = 0;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c <= ' ' || c == '(') {
                at++;
            } else if (c == '#' || sql.startsWith("--", at)) {
                int end = sql.indexOf('\n', at);
                at = end < 0 ? sql.length() : end + 1;
            } else if (sql.startsWith("/*", at)) {
                int end = sql.indexOf("*/", at + 2);
                at = end < 0 ? sql.length() : end + 2;
            } else {
                return at;
            }
        }
        return at;
    }

    private static boolean is(String sql, int at, String word) {
        return sql.regionMatches(true, at, word, 0, word.length());
    }

    /**
     * {@code select ... into} makes a table in some dialects. Looked for by what the JVM searches fast: "INTO" and "into",
     * and whatever mixture ends like one of them.
     */
    private static boolean selectsInto(String sql) {
        return ends(sql, "nto") || ends(sql, "NTO");
    }

    private static boolean ends(String sql, String ending) {
        for (int at = sql.indexOf(ending); at > 0; at = sql.indexOf(ending, at + 1)) {
            if ((sql.charAt(at - 1) | 0x20) == 'i' && isWhole(sql, at - 1, at + 3)) {
                return true;
            }
        }
        return false;
    }

    /** Whether any word of a statement that begins as a query changes data: {@code with gone as (delete ...) select}. */
    private static boolean changesData(String sql, int from) {
        for (int at = from; at < sql.length(); at++) {
            boolean first = isWord(sql.charAt(at)) && !isWord(sql.charAt(at - 1));
            if (first
                    && (isWhole(sql, at, "insert")
                            || isWhole(sql, at, "update")
                            || isWhole(sql, at, "delete")
                            || isWhole(sql, at, "merge")
                            || isWhole(sql, at, "into"))
                    && !locks(sql, at)) {
                return true;
            }
        }
        return false;
    }

    /** {@code for update} and {@code for no key update} lock rows and write nothing. */
    private static boolean locks(String sql, int at) {
        int end = at;
        while (end > 0 && sql.charAt(end - 1) <= ' ') {
            end--;
        }
        boolean after = end >= 3 && (isWhole(sql, end - 3, "for") || isWhole(sql, end - 3, "key"));
        return after && isWhole(sql, at, "update");
    }

    private static boolean isWhole(String sql, int at, String word) {
        return is(sql, at, word) && isWhole(sql, at, at + word.length());
    }

    private static boolean isWhole(String sql, int from, int to) {
        return (from == 0 || !isWord(sql.charAt(from - 1))) && (to >= sql.length() || !isWord(sql.charAt(to)));
    }

    private static boolean isWord(char c) {
        return c == '_' || c == '$' || Character.isLetterOrDigit(c);
    }
}
