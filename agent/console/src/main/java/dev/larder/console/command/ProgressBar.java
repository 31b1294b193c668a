package dev.larder.console.command;

/** How far something is, in one line of a terminal that is written over; nothing where there is no terminal. */
final class ProgressBar {
    private static final int WIDTH = 30;

    private final boolean shown;
    private boolean begun;

    /** @param wanted false where a program reads what is printed */
    ProgressBar(boolean wanted) {
        this.shown = wanted && Terminal.console() != null;
    }

    void show(int done, int all, int failed) {
        if (!shown) {
            return;
        }
        begun = true;
        int filled = all == 0 ? WIDTH : (int) ((long) WIDTH * done / all);
        System.out.print("\r[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + done + "/" + all
                + (failed == 0 ? "" : ", " + failed + " failed") + "\033[K");
        System.out.flush();
    }

    /** What comes next stands on a line of its own. */
    void end() {
        if (begun) {
            System.out.println();
        }
    }
}
