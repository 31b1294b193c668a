package dev.larder.engine.value;

import java.io.ObjectInputStream;
import java.io.Serializable;

/** Leaves a mark when any of its code runs. Nobody but the test that watches it may name it other than by its literal. */
final class Canary implements Serializable {
    private static final long serialVersionUID = 1L;
    static final String MARK = "larder.test.canary";

    static {
        mark("initialised");
    }

    int number;

    Canary() {
        mark("constructed");
    }

    private void readObject(ObjectInputStream in) {
        mark("read");
    }

    private Object readResolve() {
        mark("resolved");
        return this;
    }

    @SuppressWarnings({"deprecation", "removal", "Finalize"})
    @Override
    protected void finalize() {
        mark("finalized");
    }

    private static void mark(String what) {
        System.setProperty(MARK, System.getProperty(MARK, "") + what + " ");
    }
}
