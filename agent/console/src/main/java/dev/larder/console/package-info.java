/** What people use: the Prometheus endpoint, the command line. */
@org.jspecify.annotations.NullMarked
package dev.larder.console;
