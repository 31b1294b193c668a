/** The protocol that keeps values fresh. */
@org.jspecify.annotations.NullMarked
package dev.larder.engine.coherence;
