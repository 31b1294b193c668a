package dev.larder.engine.store.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.RedisCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Commands that travel together, in one write. Redis answers them in order, so that only the last is waited for and only
 * that one costs a future.
 */
final class Batch {
    private final List<RedisCommand<byte[], byte[], ?>> commands;

    Batch(int size) {
        this.commands = new ArrayList<>(size);
    }

    static CommandArgs<byte[], byte[]> arguments() {
        return new CommandArgs<>(ByteArrayCodec.INSTANCE);
    }

    <T> void add(CommandType type, CommandOutput<byte[], byte[], T> output, CommandArgs<byte[], byte[]> arguments) {
        commands.add(new Command<>(type, output, arguments));
    }

    int size() {
        return commands.size();
    }

    /** The future of the last command. */
    AsyncCommand<byte[], byte[], ?> send(StatefulRedisConnection<byte[], byte[]> connection) throws Fault {
        int at = commands.size() - 1;
        AsyncCommand<byte[], byte[], ?> last = new AsyncCommand<>(commands.get(at));
        commands.set(at, last);
        try {
            connection.dispatch(commands);
        } catch (RuntimeException refused) {
            // Lettuce throws where the connection is closed, and where too many commands wait for their answers.
            throw connection.isOpen()
                    ? new Fault(Fault.Kind.SLOW, "too many commands wait for an answer")
                    : Fault.ended();
        }
        return last;
    }

    /**
     * Waits until all are answered, well or not; an interrupt is left for the caller to see, after the budget at worst: to
     * give up here would turn it into a doubt about an eviction.
     *
     * @param deadline by {@link System#nanoTime()}
     */
    static void await(AsyncCommand<byte[], byte[], ?> last, long deadline) throws Fault {
        boolean interrupted = false;
        try {
            while (!last.isDone()) {
                try {
                    last.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException later) {
                    interrupted = true;
                } catch (TimeoutException late) {
                    if (!last.isDone()) {
                        throw new Fault(Fault.Kind.SLOW, "no answer in time");
                    }
                } catch (ExecutionException | CancellationException answered) {
                    break;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (last.isCompletedExceptionally() && last.getOutput().getError() == null) {
            throw Fault.ended();
        }
    }

    void run(StatefulRedisConnection<byte[], byte[]> connection, long deadline) throws Fault {
        await(send(connection), deadline);
    }

    /** What Redis answered to one command instead of a result. */
    @Nullable
    String error(int at) {
        return commands.get(at).getOutput().getError();
    }

    /** Throws the first error that Redis answered. */
    void check() throws Fault {
        for (int i = 0; i < commands.size(); i++) {
            String error = error(i);
            if (error != null) {
                throw Fault.ofReply(error);
            }
        }
    }
}
