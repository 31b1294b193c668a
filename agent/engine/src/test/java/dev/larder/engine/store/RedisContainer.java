package dev.larder.engine.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/** Redis in a container, on a port of our choice so that it can come back there. */
final class RedisContainer implements RedisServer.Host {
    private static final String IMAGE = "redis:7.4-alpine";

    private final GenericContainer<?> container;

    RedisContainer(int port, List<String> options) {
        List<String> command = new ArrayList<>(List.of("redis-server"));
        command.addAll(options);
        this.container = new GenericContainer<>(IMAGE).withCommand(command.toArray(new String[0]));
        container.setPortBindings(List.of("127.0.0.1:" + port + ":6379"));
    }

    /** Looks for an engine's address first: Testcontainers takes seconds to find out that there is none. */
    static boolean engineAnswers() {
        boolean likely = System.getenv("DOCKER_HOST") != null
                || Files.exists(Path.of("/var/run/docker.sock"))
                || Files.exists(Path.of(System.getProperty("user.home"), ".docker", "run", "docker.sock"));
        try {
            return likely && DockerClientFactory.instance().isDockerAvailable();
        } catch (RuntimeException | LinkageError unusable) {
            return false;
        }
    }

    @Override
    public void start() {
        if (container.isCreated()) {
            container
                    .getDockerClient()
                    .startContainerCmd(container.getContainerId())
                    .exec();
        } else {
            container.start();
        }
    }

    @Override
    public void kill() {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void pause() {
        container
                .getDockerClient()
                .pauseContainerCmd(container.getContainerId())
                .exec();
    }

    @Override
    public void resume() {
        container
                .getDockerClient()
                .unpauseContainerCmd(container.getContainerId())
                .exec();
    }

    @Override
    public String description() {
        return "a container of " + IMAGE;
    }
}
