/** What Prometheus is told. */
@org.jspecify.annotations.NullMarked
package dev.larder.engine.metric;
