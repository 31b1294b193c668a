package dev.larder.engine.store.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What has to happen in one step.
 *
 * <p>A lease is a field {@code #field} of a key's hash, {@code token since:hold}: 16 bytes, and two decimal numbers of
 * milliseconds, since a field of a hash has no time to live of its own before Redis 7.4. What makes leases safe is the
 * token alone, which an eviction takes away with the hash. The time is Redis' own, and if its clock steps, a lease lives
 * longer or shorter, but never past an eviction; one from the future counts as run out, so that a step back blocks no
 * key. The lowest bit of a token's first byte is set where its holder holds a database connection.
 *
 * <p>The field {@code #} of a key's hash is its state: the stamp of its last eviction, and the marks that stand on it. A
 * tag's string is generation, stamp, the stamp of the last eviction of anything in the cache (of a cache's own tag), and
 * while marks stand the generation that they cover, and the marks. While marks stand the generation reads 0, which no
 * entry records, so that reads need no script to see that there is nothing to be served.
 *
 * <p>A stamp is an epoch and a number of the sequence, 8 bytes each. A mark is the writer's number, and since when and
 * how long it stands, 8 bytes each; one that has run out is taken for an eviction by the next script that meets it.
 */
enum Script {

    /**
     * {@code KEYS} sequence, hash, tags; {@code ARGV} epoch, life, state life, lease field, token, hold, value field,
     * stamp of the caller's unit of work or nothing, new generations. Answers a letter (L leased, T taken, C taken by
     * somebody with a connection, D in doubt, S old snapshot), the sequence, and the generations of all tags.
     *
     * <p>A value doesn't stand in the way of a lease: whoever asks has seen it and found it invalid. What is absent has
     * been evicted at the cache's last eviction at the latest; where that is what refuses a snapshot, it is planted, so
     * that the next unit of work, which began later, is not refused again by evictions of other keys meanwhile.
     *
     * <p>The hash must live as long as the lease, but not a moment longer than the values of other fields may: where
     * there are any, the lease ends with them if that comes first, and the load under way isn't stored. That is rare
     * (several fields under one key, at the end of their life) and costs one load; values that outlive their ttl would
     * break a promise. The own field's value is dropped instead, as it is of no use.
     *
     * <p>What a full Redis refuses comes before what it doesn't: past its first write a script isn't stopped any more.
     */
    LEASE(ScriptText.CLOCK + ScriptText.SEQUENCE + ScriptText.MARKS + ScriptText.TAGS + ScriptText.LEASES + """
            local hold, since = tonumber(ARGV[6]), ARGV[8]
            local tags, doubt = {}, false
            local state = redis.call('HGET', KEYS[2], '#')
            local left, stale = standing(state and string.sub(state, 17) or '', '')
            if stale then
              state = ranOut() .. left
              redis.call('HSET', KEYS[2], '#', state)
            end
            doubt = left ~= ''
            for i = 3, #KEYS do
              local tag = read(KEYS[i])
              if tag and tag.marks ~= '' then
                local new = string.sub(ARGV[9], 8 * (i - 3) + 1, 8 * (i - 2))
                tag.marks, stale = standing(tag.marks, '')
                if stale then
                  tag.stamp, tag.covered = ranOut(), new
                  if tag.marks == '' then tag.generation = new end
                  write(KEYS[i], tag)
                end
                doubt = doubt or tag.marks ~= ''
              end
              tags[i] = tag
            end
            local last = current()
            local cache = #KEYS > 2 and tags[#KEYS]
            if cache then
              local number = floor
              if string.sub(cache.last, 1, 8) == epoch then number = math.max(number, int(cache.last, 9)) end
              last = epoch .. pack(number)
            end
            local old = since ~= '' and string.sub(since, 1, 8) ~= epoch
            local function check(stamp)
              if since ~= '' and string.sub(stamp, 1, 8) == epoch and int(stamp, 9) > int(since, 9) then old = true end
            end
            check(state and string.sub(state, 1, 16) or last)
            local generations = {}
            for i = 3, #KEYS do
              local tag = tags[i]
              if not tag then
                tag = fresh(string.sub(ARGV[9], 8 * (i - 3) + 1, 8 * (i - 2)), last)
                write(KEYS[i], tag)
              end
              check(tag.stamp)
              generations[#generations + 1] = tag.generation
            end
            save(false)
            local seen = current() .. table.concat(generations)
            if doubt then return 'D' .. seen end
            if old then
              if not state then
                redis.call('HSET', KEYS[2], '#', last)
                if redis.call('PTTL', KEYS[2]) < 0 then redis.call('PEXPIRE', KEYS[2], ARGV[3]) end
              end
              return 'S' .. seen
            end
            local held = redis.call('HGET', KEYS[2], ARGV[4])
            if held and leased(held) then return (string.byte(held, 1) % 2 == 1 and 'C' or 'T') .. seen end
            redis.call('HSET', KEYS[2], ARGV[4], ARGV[5] .. string.format('%.0f:%.0f', now, hold))
            local life = redis.call('PTTL', KEYS[2])
            if life < hold then
              local shared = others(KEYS[2], ARGV[7])
              if not shared then redis.call('HDEL', KEYS[2], ARGV[7]) end
              if not shared or life < 0 then redis.call('PEXPIRE', KEYS[2], hold) end
            end
            for i = 3, #KEYS do redis.call('PEXPIRE', KEYS[i], ARGV[2]) end
            return 'L' .. seen
            """),

    /** {@code KEYS} hash; {@code ARGV} lease field, token, value field, hold. 1 if the lease was there to be renewed. */
    RENEW(ScriptText.CLOCK + ScriptText.LEASES + """
            local held = redis.call('HGET', KEYS[1], ARGV[1])
            if not held or string.sub(held, 1, 16) ~= ARGV[2] or not leased(held) then return 0 end
            local hold = tonumber(ARGV[4])
            redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. string.format('%.0f:%.0f', now, hold))
            if redis.call('PTTL', KEYS[1]) < hold and not others(KEYS[1], ARGV[3]) then
              redis.call('PEXPIRE', KEYS[1], hold)
            end
            return 1
            """),

    /**
     * {@code KEYS} hash; {@code ARGV} lease field, token, value field, value, ttl. 1 if the value was stored, 0 if the
     * lease was gone.
     *
     * <p>A hash has one life for all its fields. Where it holds values of other fields it may only become shorter,
     * or a value that is filled again and again would keep alive another that nobody reloads.
     */
    FILL(ScriptText.CLOCK + ScriptText.LEASES + """
            local held = redis.call('HGET', KEYS[1], ARGV[1])
            if not held or string.sub(held, 1, 16) ~= ARGV[2] or not leased(held) then return 0 end
            local life = redis.call('PTTL', KEYS[1])
            local ttl = tonumber(ARGV[5])
            redis.call('HSET', KEYS[1], ARGV[3], ARGV[4])
            redis.call('HDEL', KEYS[1], ARGV[1])
            if life < 0 or ttl < life or not others(KEYS[1], ARGV[3]) then redis.call('PEXPIRE', KEYS[1], ttl) end
            return 1
            """),

    /** {@code KEYS} hash; {@code ARGV} lease field, token. Deletes one's own lease; an empty hash goes by itself. */
    RELEASE("""
            local held = redis.call('HGET', KEYS[1], ARGV[1])
            if not held or string.sub(held, 1, 16) ~= ARGV[2] then return 0 end
            return redis.call('HDEL', KEYS[1], ARGV[1])
            """),

    /**
     * {@code KEYS} sequence, tags, hashes, rules; {@code ARGV} epoch, life, number of tags, writer, hold. Values and leases
     * of a marked key go at once; a tag's generation is covered, and can come back. Answers the sequence and the version of
     * the roster.
     */
    MARK(ScriptText.CLOCK + ScriptText.SEQUENCE + ScriptText.MARKS + ScriptText.TAGS + """
            local count, mark = tonumber(ARGV[3]), ARGV[4] .. pack(now) .. pack(tonumber(ARGV[5]))
            for i = 2, #KEYS - 1 do
              if i <= count + 1 then
                local tag = read(KEYS[i]) or fresh(ZERO, current())
                if tag.marks == '' then tag.covered = tag.generation end
                local left, stale = standing(tag.marks, ARGV[4])
                if stale then tag.stamp, tag.covered = ranOut(), ZERO end
                tag.generation, tag.marks = ZERO, left .. mark
                write(KEYS[i], tag)
              else
                local state = redis.call('HGET', KEYS[i], '#')
                local left, stale = standing(state and string.sub(state, 17) or '', ARGV[4])
                local stamp = stale and ranOut() or state and string.sub(state, 1, 16) or current()
                redis.call('DEL', KEYS[i])
                redis.call('HSET', KEYS[i], '#', stamp .. left .. mark)
                redis.call('PEXPIRE', KEYS[i], ARGV[2])
              end
            end
            save(false)
            return current() .. (redis.call('HGET', KEYS[#KEYS], 'v') or ZERO)
            """),

    /** {@code KEYS} as for marking, without the rules; {@code ARGV} epoch, life, number of tags, writer, state life, new generations. */
    UNMARK(ScriptText.CLOCK + ScriptText.SEQUENCE + ScriptText.MARKS + ScriptText.TAGS + """
            local count = tonumber(ARGV[3])
            for i = 2, #KEYS do
              if i <= count + 1 then
                local tag = read(KEYS[i])
                if tag and tag.marks ~= '' then
                  local left, stale = standing(tag.marks, ARGV[4])
                  if stale then tag.stamp, tag.covered = ranOut(), ZERO end
                  tag.marks = left
                  if left == '' then
                    tag.generation = tag.covered
                    if tag.covered == ZERO then tag.generation = string.sub(ARGV[6], 8 * (i - 2) + 1, 8 * (i - 1)) end
                  end
                  write(KEYS[i], tag)
                end
              else
                local state = redis.call('HGET', KEYS[i], '#')
                if state and #state > 16 then
                  local left, stale = standing(string.sub(state, 17), ARGV[4])
                  redis.call('HSET', KEYS[i], '#', (stale and ranOut() or string.sub(state, 1, 16)) .. left)
                  if left == '' then redis.call('PEXPIRE', KEYS[i], ARGV[5]) end
                end
              end
            end
            save(false)
            return current()
            """),

    /**
     * {@code KEYS} sequence, tags, hashes, tags of caches, rules; {@code ARGV} epoch, life, number of tags, writers, state
     * life, new generations, number of hashes. The new sequence is drawn here, after the commit: a unit of work that
     * knows it began after the commit. Answers as marking does.
     */
    EVICT(ScriptText.CLOCK + ScriptText.SEQUENCE + ScriptText.MARKS + ScriptText.TAGS + """
            local count, keys = tonumber(ARGV[3]), tonumber(ARGV[7])
            number = number + 1
            if #KEYS == 2 + count + keys then floor = number end
            save(true)
            for i = 2, #KEYS - 1 do
              if i <= count + 1 then
                local new = string.sub(ARGV[6], 8 * (i - 2) + 1, 8 * (i - 1))
                local tag = read(KEYS[i]) or fresh(new, current())
                tag.marks = standing(tag.marks, ARGV[4])
                tag.stamp, tag.last, tag.covered, tag.generation = current(), current(), new, new
                if tag.marks ~= '' then tag.generation = ZERO end
                write(KEYS[i], tag)
              elseif i <= 1 + count + keys then
                local state = redis.call('HGET', KEYS[i], '#')
                local left = standing(state and string.sub(state, 17) or '', ARGV[4])
                redis.call('DEL', KEYS[i])
                redis.call('HSET', KEYS[i], '#', current() .. left)
                redis.call('PEXPIRE', KEYS[i], left == '' and ARGV[5] or ARGV[2])
              elseif read(KEYS[i]) then
                redis.call('SETRANGE', KEYS[i], 24, current())
              end
            end
            return current() .. (redis.call('HGET', KEYS[#KEYS], 'v') or ZERO)
            """),

    /**
     * {@code KEYS} rules, sequence; {@code ARGV} own field, what is published, for how long, life of what is stored, new
     * version, whether what was stored before is cleared, whether the caller stores anything, whether it was known before.
     * Answers a letter (L known to everybody, P what was stored before is to be cleared first), the version of the roster,
     * and what each of the others has published, with its length before it.
     *
     * <p>The hash has a field for the rules of each JVM that has stored anything that may still be there: L, how long that
     * lives, a colon, and what was published; or G, and until when something may be there, once others don't reach it any
     * more. A string beside it says whether any JVM with these rules is alive; its name isn't among the keys, since only
     * the hash tells it. A change of the roster draws a new version, before anything else: whoever evicts asks for the
     * rest. In a full Redis nobody is let go, which is safe.
     *
     * <p>Where nothing is known of any rules but there have been evictions, or nothing of somebody who was known, the hash
     * was lost: what these rules have stored may have been passed by.
     */
    ENROL("""
            local own, drawn = ARGV[1], false
            local version = redis.call('HGET', KEYS[1], 'v') or string.rep(string.char(0), 8)
            local now = tonumber(redis.call('TIME')[1]) * 1000
            local function set(field, value)
              local done = redis.pcall('HSET', KEYS[1], field, value)
              return type(done) ~= 'table' or not done.err
            end
            local function draw()
              if not drawn and set('v', ARGV[5]) then version, drawn = ARGV[5], true end
              return drawn
            end
            local mine, others, names = nil, '', redis.call('HKEYS', KEYS[1])
            for _, name in ipairs(names) do
              local value = name ~= 'v' and redis.call('HGET', KEYS[1], name)
              if name == own then
                mine = value
              elseif value and string.sub(value, 1, 1) == 'G' then
                if now > (tonumber(string.sub(value, 2)) or 0) then redis.call('HDEL', KEYS[1], name) end
              elseif value then
                local life, published = string.match(value, '^L(%d+):(.*)$')
                local alive = redis.call('GET', KEYS[1] .. ':' .. name)
                local left = not alive and draw()
                  and set(name, 'G' .. string.format('%.0f', now + (tonumber(life) or 0)))
                if not left then
                  published = published or ''
                  others = others .. struct.pack('>I4', #published) .. published
                end
              end
            end
            local known = mine and string.sub(mine, 1, 1) == 'L'
            if ARGV[7] == '1' then
              local lost = not mine and (ARGV[8] == '1' or #names == 0 and redis.call('GET', KEYS[2]))
              if ((mine and not known) or lost) and ARGV[6] ~= '1' then return 'P' .. version .. others end
              local value = 'L' .. ARGV[4] .. ':' .. ARGV[2]
              if not known then
                if not draw() then redis.call('HSET', KEYS[1], 'v', ARGV[5]) end
                redis.call('HSET', KEYS[1], own, value)
              elseif mine ~= value then
                set(own, value)
              end
              if redis.call('PEXPIRE', KEYS[1] .. ':' .. own, ARGV[3]) == 0 then
                redis.call('SET', KEYS[1] .. ':' .. own, '1', 'PX', ARGV[3])
              end
              if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[4]) then redis.call('PEXPIRE', KEYS[1], ARGV[4]) end
            end
            return 'L' .. version .. others
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
}
