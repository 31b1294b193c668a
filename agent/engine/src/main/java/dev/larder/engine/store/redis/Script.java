package dev.larder.engine.store.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What has to happen to one key in one step. Each works on the one hash that it is given.
 *
 * <p>A lease is a field {@code #field} of {@code token since:hold}: 16 bytes, and two decimal numbers of milliseconds,
 * since a field of a hash has no time to live of its own before Redis 7.4. What makes leases safe is the token alone,
 * which an eviction takes away with the hash. The time is Redis' own, and if its clock steps, a lease lives longer or
 * shorter, but never past an eviction; one from the future counts as run out, so that a step back blocks no key.
 */
enum Script {

    /**
     * {@code KEYS[1]} hash, {@code ARGV} lease field, token, hold, value field. 1 if the lease was given, 0 if somebody
     * else holds it. A value doesn't stand in its way: whoever asks has seen it and found it invalid.
     *
     * <p>The hash must live as long as the lease, but not a moment longer than the values of other fields may: where
     * there are any, the lease ends with them if that comes first, and the load under way isn't stored. That is rare
     * (several fields under one key, at the end of their life) and costs one load; values that outlive their ttl would
     * break a promise. The own field's value is dropped instead, as it is of no use.
     */
    LEASE("""
            local held = redis.call('HGET', KEYS[1], ARGV[1])
            local hold = tonumber(ARGV[3])
            """ + Text.SHARED + """
                    if held and alive(held) then return 0 end
                    redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. string.format('%.0f:%.0f', now, hold))
                    local life = redis.call('PTTL', KEYS[1])
                    if life < hold then
                      local shared = others(ARGV[4])
                      if not shared then redis.call('HDEL', KEYS[1], ARGV[4]) end
                      if not shared or life < 0 then redis.call('PEXPIRE', KEYS[1], hold) end
                    end
                    return 1
                    """),

    /**
     * {@code KEYS[1]} hash, {@code ARGV} lease field, token, value field, value, ttl. 1 if the value was stored, 0 if
     * the lease was gone.
     *
     * <p>A hash has one life for all its fields. Where it holds values of other fields it may only become shorter,
     * or a value that is filled again and again would keep alive another that nobody reloads.
     */
    FILL("""
            local held = redis.call('HGET', KEYS[1], ARGV[1])
            """ + Text.SHARED + """
                    if not held or string.sub(held, 1, 16) ~= ARGV[2] or not alive(held) then return 0 end
                    local life = redis.call('PTTL', KEYS[1])
                    local ttl = tonumber(ARGV[5])
                    redis.call('HSET', KEYS[1], ARGV[3], ARGV[4])
                    redis.call('HDEL', KEYS[1], ARGV[1])
                    if life < 0 or ttl < life or not others(ARGV[3]) then redis.call('PEXPIRE', KEYS[1], ttl) end
                    return 1
                    """),

    /** {@code KEYS[1]} hash, {@code ARGV} lease field, token. Deletes one's own lease; an empty hash goes by itself. */
    RELEASE("""
            local held = redis.call('HGET', KEYS[1], ARGV[1])
            if not held or string.sub(held, 1, 16) ~= ARGV[2] then return 0 end
            return redis.call('HDEL', KEYS[1], ARGV[1])
            """);

    private final String text;
    private final String sha;

    Script(String text) {
        this.text = text;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            this.sha = HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-1", missing);
        }
    }

    String text() {
        return text;
    }

    /** The name by which Redis knows the script. */
    String sha() {
        return sha;
    }

    /** Shared by the scripts; apart from the enum, whose constants are made before its other static fields. */
    private static final class Text {
        static final String SHARED = """
                local time = redis.call('TIME')
                local now = time[1] * 1000 + math.floor(time[2] / 1000)
                local function alive(lease)
                  local since, hold = string.match(string.sub(lease, 17), '^(%d+):(%d+)$')
                  since, hold = tonumber(since), tonumber(hold)
                  return since and now >= since and now < since + hold
                end
                local function others(own)
                  for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
                    if field ~= own and string.byte(field) ~= 35 then return true end
                  end
                  return false
                end
                """;
    }
}
