package dev.larder.console.command;

import dev.larder.console.Version;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "version", description = "Prints the version of Larder and of the JVM.")
final class VersionCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (spec != null) {
            spec.commandLine().getOut().println(new Version().getVersion()[0]);
        }
        return 0;
    }
}
