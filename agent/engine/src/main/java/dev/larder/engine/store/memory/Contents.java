package dev.larder.engine.store.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.security.SecureRandom;
import java.time.Duration;

/** What a memory store holds once it is used. */
record Contents(Cache<String, Slot> slots, Cache<String, Tag> generations, SecureRandom random) {

    private static final long GENERATIONS = 1_000_000;

    /**
     * @param bytes what keys and values may take together; beyond it those least used are dropped
     * @param longestLife of anything that a generation guards
     */
    static Contents of(long bytes, Duration longestLife, Ticker ticker) {
        // Housekeeping on the caller's thread: the common pool's threads belong to the application.
        return new Contents(
                Caffeine.newBuilder()
                        .executor(Runnable::run)
                        .ticker(ticker)
                        .maximumWeight(bytes)
                        .weigher((String key, Slot slot) -> 2 * key.length() + slot.weight())
                        .expireAfter(new EndOfSlot())
                        .build(),
                Caffeine.newBuilder()
                        .executor(Runnable::run)
                        .ticker(ticker)
                        .maximumSize(GENERATIONS)
                        .expireAfterAccess(longestLife)
                        .build(),
                new SecureRandom());
    }

    /** Zero stands for an absent generation. */
    long unlikeZero() {
        long drawn;
        do {
            drawn = random.nextLong();
        } while (drawn == 0);
        return drawn;
    }

    /** A slot lives as long as the last of its values and leases; each of them ends by itself within it. */
    private static final class EndOfSlot implements Expiry<String, Slot> {

        @Override
        public long expireAfterCreate(String key, Slot slot, long now) {
            return Math.max(0, slot.end() - now);
        }

        @Override
        public long expireAfterUpdate(String key, Slot slot, long now, long left) {
            return Math.max(0, slot.end() - now);
        }

        @Override
        public long expireAfterRead(String key, Slot slot, long now, long left) {
            return left;
        }
    }
}
