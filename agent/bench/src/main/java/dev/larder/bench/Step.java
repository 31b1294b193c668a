package dev.larder.bench;

/** What a visitor does next. */
sealed interface Step {

    record Read(RequestKind kind, String path) implements Step {}

    record AddComment(long post) implements Step {}

    record EditPost(long post) implements Step {}
}
