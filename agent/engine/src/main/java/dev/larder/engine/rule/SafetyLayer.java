package dev.larder.engine.rule;

import org.jspecify.annotations.Nullable;

/** What one place says of the store's safety. Null where it says nothing. */
record SafetyLayer(
        SafetySettings.@Nullable Seal seal,
        @Nullable String secretFile,
        SafetySettings.@Nullable OnUnreachable onUnreachable,
        @Nullable String journal) {

    static final SafetyLayer EMPTY = new SafetyLayer(null, null, null, null);

    static SafetyLayer of(Section store) {
        return new SafetyLayer(
                store.value("seal", "seal: aes-gcm", Quantity.oneOf(SafetySettings.Seal.class)),
                store.value("secret-file", "secret-file: /run/secrets/larder", Naming::file),
                store.value(
                        "on-unreachable",
                        "on-unreachable: proceed",
                        Quantity.oneOf(SafetySettings.OnUnreachable.class)),
                store.value("journal", "journal: /var/lib/blog/larder.journal", Naming::file));
    }

    /** This where it says something, and what is below it where it doesn't. */
    SafetyLayer over(SafetyLayer below) {
        return new SafetyLayer(
                Layer.or(seal, below.seal),
                Layer.or(secretFile, below.secretFile),
                Layer.or(onUnreachable, below.onUnreachable),
                Layer.or(journal, below.journal));
    }

    SafetySettings settings() {
        return new SafetySettings(
                seal != null ? seal : SafetySettings.DEFAULT.seal(),
                secretFile,
                onUnreachable != null ? onUnreachable : SafetySettings.DEFAULT.onUnreachable(),
                journal);
    }
}
