package dev.larder.bench;

import java.io.PrintStream;

/** What the person at the terminal reads. For one thread, but for {@link #silence}. */
final class Console {
    // Where lines can't be written over, in a log, one in so many is enough
    private static final int SPARSE = 10;

    private final PrintStream out;
    private final boolean terminal;
    private volatile boolean silent;
    private int widest;
    private int shown;

    /** @param terminal whether a line can be written over */
    Console(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Nothing more is said: what goes wrong while everything is being ended is no news. */
    void silence() {
        silent = true;
    }

    void say(String line) {
        if (silent) {
            return;
        }
        out.println(line);
        out.flush();
    }

    /** A line that the next such line replaces. */
    void progress(String line) {
        if (silent) {
            return;
        }
        if (terminal) {
            widest = Math.max(widest, line.length());
            out.print("\r  " + line + " ".repeat(widest - line.length()));
            out.flush();
        } else if (++shown % SPARSE == 0) {
            say("  " + line);
        }
    }

    void progressDone() {
        if (terminal && widest > 0) {
            out.print("\r" + " ".repeat(widest + 2) + "\r");
            out.flush();
        }
        widest = 0;
        shown = 0;
    }
}
