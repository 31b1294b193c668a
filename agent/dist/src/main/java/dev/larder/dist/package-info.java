/** Wires the agent together: the one place where constructors of all rooms meet. */
@org.jspecify.annotations.NullMarked
package dev.larder.dist;
