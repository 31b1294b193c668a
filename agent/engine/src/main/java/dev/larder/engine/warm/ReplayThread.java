package dev.larder.engine.warm;

/** On which calls are made again. What happens there says nothing of what people ask for, so that it isn't remembered. */
final class ReplayThread extends Thread {

    ReplayThread(Runnable run) {
        // Inherits no variables of the thread that happens to start it
        super(null, run, "larder-warm-calls", 0, false);
        setDaemon(true);
        setContextClassLoader(null);
    }
}
