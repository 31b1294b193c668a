package dev.larder.console.command;

import dev.larder.console.Version;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "version", description = "Prints the version of Larder and of the JVM.")
final class VersionCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (spec != null) {
            spec.commandLine().getOut().println(Version.words());
        }
        return 0;
    }

    /** For {@code --version}. */
    static final class Words implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            return new String[] {Version.words()};
        }
    }
}
