/** The command line, {@code java -jar larder.jar COMMAND}. */
@org.jspecify.annotations.NullMarked
package dev.larder.console.command;
