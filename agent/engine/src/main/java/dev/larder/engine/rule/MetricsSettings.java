package dev.larder.engine.rule;

/**
 * @param enabled false: no HTTP endpoint at all
 * @param host address that the endpoint is bound to
 * @param port 0 for any free one
 */
public record MetricsSettings(boolean enabled, String host, int port) {}
