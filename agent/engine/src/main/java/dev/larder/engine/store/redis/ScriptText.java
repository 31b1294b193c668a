package dev.larder.engine.store.redis;

/** What several scripts begin with. Their numbers stay below 2^53, which Lua's hold exactly. */
final class ScriptText {

    static final String CLOCK = """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local function alive(since, hold) return since and now >= since and now < since + hold end
            """;

    /**
     * {@code KEYS[1]} is the sequence: epoch, number, and the number of the last eviction that may have touched any
     * cache; {@code ARGV[1]} the epoch if there is none, {@code ARGV[2]} how long it lives.
     */
    static final String SEQUENCE = """
            local function pack(value) return struct.pack('>I8', value) end
            local function int(bytes, at) return (struct.unpack('>I8', bytes, at)) end
            local stored = redis.call('GET', KEYS[1])
            local epoch, number, floor, saved = ARGV[1], 0, 0, false
            if stored and #stored == 24 then
              epoch, number, floor, saved = string.sub(stored, 1, 8), int(stored, 9), int(stored, 17), true
            end
            local drawn = false
            local function current() return epoch .. pack(number) end
            local function save(force)
              if saved and not drawn and not force then return end
              redis.call('SET', KEYS[1], current() .. pack(floor), 'PX', ARGV[2])
            end
            local function ranOut()
              if not drawn then number, drawn = number + 1, true end
              floor = number
              return current()
            end
            """;

    /** Which marks still stand, without those of the writers in {@code own}; and whether any has run out. */
    static final String MARKS = """
            local ZERO = string.rep(string.char(0), 8)
            local function standing(marks, own)
              local left, stale = '', false
              for at = 1, #marks, 24 do
                local mark, mine = string.sub(marks, at, at + 23), false
                for writer = 1, #own, 8 do
                  if string.sub(own, writer, writer + 7) == string.sub(mark, 1, 8) then mine = true end
                end
                if not mine then
                  if alive(int(mark, 9), int(mark, 17)) then left = left .. mark else stale = true end
                end
              end
              return left, stale
            end
            """;

    static final String TAGS = """
            local function fresh(generation, stamp)
              return {generation = generation, stamp = stamp, last = stamp, covered = ZERO, marks = ''}
            end
            local function read(name)
              local text = redis.call('GET', name)
              if not text or #text < 40 then return nil end
              return {generation = string.sub(text, 1, 8), stamp = string.sub(text, 9, 24),
                last = string.sub(text, 25, 40), covered = string.sub(text, 41, 48), marks = string.sub(text, 49)}
            end
            local function write(name, tag)
              local text = tag.generation .. tag.stamp .. tag.last
              if tag.marks ~= '' then text = text .. tag.covered .. tag.marks end
              redis.call('SET', name, text, 'PX', ARGV[2])
            end
            """;

    static final String LEASES = """
            local function leased(lease)
              local since, hold = string.match(string.sub(lease, 17), '^(%d+):(%d+)$')
              return alive(tonumber(since), tonumber(hold))
            end
            local function others(hash, own)
              for _, field in ipairs(redis.call('HKEYS', hash)) do
                if field ~= own and string.byte(field) ~= 35 then return true end
              end
              return false
            end
            """;

    private ScriptText() {}
}
