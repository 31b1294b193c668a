package dev.larder.bench;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./demo}: measures the blog bare, then with the agent. Runs in the project's directory; the script says what
 * options there are.
 */
public final class Demo {
    private static final Path WORK = Path.of("target", "demo");
    private static final Path BLOG = Path.of("demo-blog", "target", "demo-blog.jar");
    private static final int SHOWN = 5;

    private final Options options;
    private final Console console;
    private final Children children;

    private Demo(Options options, Console console, Children children) {
        this.options = options;
        this.console = console;
        this.children = children;
    }

    /** @param args the script's */
    public static void main(String[] args) throws InterruptedException {
        // The script knows; System.console() would say yes to a pipe on newer Javas
        Console console = new Console(System.out, Boolean.getBoolean("demo.terminal"));
        Children children = Children.closedAtExit(console::silence);
        int code;
        try (children) {
            Options options = Options.parse(List.of(args), Path.of(System.getProperty("demo.from", "")));
            Files.createDirectories(WORK);
            code = new Demo(options, console, children).run();
        } catch (IllegalArgumentException e) {
            console.say(e.getMessage() + "; ./demo --help lists the options");
            code = 2;
        } catch (IOException | IllegalStateException e) {
            console.progressDone();
            console.say(e.getMessage() == null ? e.toString() : e.getMessage());
            code = 1;
        }
        System.exit(code);
    }

    private int run() throws IOException, InterruptedException {
        Database database = options.postgres() ? Postgres.start(children, WORK) : new H2();
        console.say("Database: " + database.description());
        @Nullable Redis redis = null;
        if (!options.bare()) {
            redis = Redis.find(children, WORK);
            console.say("Redis: " + redis.description());
        }
        Run bare = start("The bare blog", database.create("bare"), null);
        Measurement measuredBare = measure(bare);
        if (redis == null) {
            return report(measuredBare, null, bare);
        }
        children.stop(bare.blog().process());
        Run agent = start("The blog with Larder", database.create("larder"), redis);
        return report(measuredBare, measure(agent), agent);
    }

    /**
     * @param redis null without the agent
     * @param metricsPort 0 without the agent
     */
    private record Run(String name, Blog blog, @Nullable Redis redis, int metricsPort, Path log) {}

    private Run start(String name, List<String> database, @Nullable Redis redis)
            throws IOException, InterruptedException {
        int port = Ports.free();
        int metricsPort = redis == null ? 0 : Ports.free();
        Path log = WORK.resolve(redis == null ? "bare.log" : "larder.log");
        console.say(name + " starts, and makes its posts; its output goes to " + log);
        Launch launch = new Launch(options.jdk(), BLOG, options.size());
        Blog blog = Blog.start(
                children,
                port,
                launch.command(port, redis == null ? List.of() : agentArguments(metricsPort), database),
                redis == null ? Map.of() : Map.of("REDIS_URL", redis.url()),
                log);
        Run run = new Run(name, blog, redis, metricsPort, log);
        // An agent that isn't active is told now, not after it has been measured
        figures(run);
        return run;
    }

    private List<String> agentArguments(int metricsPort) throws IOException {
        if (!Files.exists(options.agent())) {
            throw new IOException("There is no " + options.agent() + ": build it with ./mvnw package, or name another"
                    + " larder.jar with --agent");
        }
        // A namespace that nobody has used: nothing to flush before, and nothing to find
        String namespace = "demo-" + Long.toString(new SplittableRandom().nextLong() >>> 1, 36);
        return List.of(
                "-Dlarder.store.namespace=" + namespace,
                "-Dlarder.metrics.port=" + metricsPort,
                "-javaagent:" + options.agent() + "=" + options.rules());
    }

    private Measurement measure(Run run) throws IOException, InterruptedException {
        Blog blog = run.blog();
        Drive drive = new Drive(blog.port(), options.size(), options.clients(), options.seed(), console);
        Visits warmUp =
                drive.run(run.name() + ", warming up", 0, options.warmUp()).visits();
        Figures before = figures(run);
        Statements statementsBefore = blog.statements();
        DriveResult result = drive.run(run.name(), 1, options.seconds());
        if (!blog.process().isAlive()) {
            throw new IOException(run.name() + " ended with " + blog.process().exitValue()
                    + " while it was being driven; see " + run.log());
        }
        Statements statements = blog.statements().since(statementsBefore);
        Figures figures = figures(run).since(before);
        console.say(
                "  %.0f requests/s, %.0f SQL statements".formatted(result.requestsPerSecond(), statements.database()));
        return new Measurement(blog.startSeconds(), warmUp, result, statements, figures.cacheGets());
    }

    private Figures figures(Run run) throws IOException {
        if (run.metricsPort() == 0) {
            return new Figures(Map.of());
        }
        try (HttpConnection connection = new HttpConnection(run.metricsPort())) {
            return Figures.parse(connection.get("/metrics", Map.of()).body());
        } catch (ConnectException e) {
            throw new IOException("Larder publishes no metrics at http://127.0.0.1:" + run.metricsPort()
                    + "/metrics, so it is not active: " + run.log() + " says why");
        }
    }

    private int report(Measurement bare, @Nullable Measurement agent, Run last)
            throws IOException, InterruptedException {
        Report report = new Report(conditions(), bare, agent);
        Files.writeString(WORK.resolve("table.md"), report.markdown());
        console.say("\n" + report.text());
        if (agent != null) {
            List<String> refused = List.copyOf(figures(last).rules("refused"));
            if (!refused.isEmpty()) {
                console.say(
                        "Rules that Larder refused, and " + last.log() + " says why: " + String.join(", ", refused));
            }
        }
        boolean well = isWell("the bare blog", bare, WORK.resolve("bare.log"));
        if (agent != null) {
            well &= isWell("the blog with Larder", agent, WORK.resolve("larder.log"));
        }
        console.say("The table is in " + WORK.resolve("table.md") + ", for Markdown");
        if (options.keep()) {
            keep(last);
        }
        return well ? 0 : 1;
    }

    private String conditions() {
        return ("Closed loop, %s, %d s each after %d s of warming up, %d processors shared by blog and clients;"
                        + " %s, %s, blog.size %s, seed %d; Java %s.")
                .formatted(
                        options.clients() == 1 ? "1 client" : options.clients() + " clients",
                        options.seconds(),
                        options.warmUp(),
                        Runtime.getRuntime().availableProcessors(),
                        options.postgres() ? "PostgreSQL" : "H2 in memory",
                        Launch.DESCRIPTION,
                        options.size(),
                        options.seed(),
                        JavaHome.version(options.jdk()));
    }

    /** Says what was wrong, if anything was. */
    private boolean isWell(String name, Measurement measured, Path log) {
        Visits visits = measured.all();
        List<String> wrong = new ArrayList<>(visits.failures());
        if (options.clients() == 1) {
            visits.older().forEach(older -> wrong.add(older.toString()));
        }
        if (wrong.isEmpty()) {
            return true;
        }
        console.say("On " + name + " " + wrong.size() + " things went wrong; see " + log + ". The first of them:");
        wrong.stream().limit(SHOWN).forEach(failure -> console.say("  " + failure));
        return false;
    }

    private void keep(Run run) throws InterruptedException {
        console.say("\nStill running, until Ctrl-C:");
        console.say("  blog     " + run.blog().address() + "  (sign in as user1, password secret)");
        Redis redis = run.redis();
        if (redis != null) {
            console.say("  Redis    " + redis.description());
            console.say("  metrics  http://127.0.0.1:" + run.metricsPort() + "/metrics");
            console.say("  shell    java -jar " + options.agent() + " info, or top");
            console.say("  page     http://127.0.0.1:" + run.metricsPort() + "/");
        }
        run.blog().process().waitFor();
        console.say(run.name() + " has ended by itself; see " + run.log());
    }
}
