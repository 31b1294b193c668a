package dev.larder.console.http;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the {@link Answers} when somebody asks: two dozen classes that a start can do without. */
final class FirstAsked {
    private final Supplier<Answers> source;
    private volatile @Nullable Answers made;

    FirstAsked(Supplier<Answers> source) {
        this.source = source;
    }

    /** Any thread; two may both make them, which hold nothing of their own. */
    Response to(Request request) {
        Answers answers = made;
        if (answers == null) {
            answers = source.get();
            made = answers;
        }
        return answers.to(request);
    }
}
