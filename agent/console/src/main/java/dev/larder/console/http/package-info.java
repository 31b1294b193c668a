/** The agent's HTTP side: figures for Prometheus, what people ask and change, the page. Knows of no library. */
@org.jspecify.annotations.NullMarked
package dev.larder.console.http;
