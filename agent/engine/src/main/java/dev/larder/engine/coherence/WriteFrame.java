package dev.larder.engine.coherence;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An evicting method whose body is running. */
interface WriteFrame {

    /** The one that it runs in. */
    @Nullable
    WriteFrame outer();

    /** How many evicting methods the thread is in, with this one. */
    int depth();

    /** Tags of all that it may evict once its result tells what; empty where nothing more is to be learnt. */
    Set<String> doubtful();
}
