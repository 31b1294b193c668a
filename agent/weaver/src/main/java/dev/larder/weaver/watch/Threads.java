package dev.larder.weaver.watch;

/** The calls of each thread. */
final class Threads {
    private final ThreadLocal<Calls> calls = ThreadLocal.withInitial(Calls::new);

    Calls current() {
        return calls.get();
    }
}
