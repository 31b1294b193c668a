/**
 * Watches transactions and requests for the engine's units of work, through the interfaces that every framework uses in the
 * end: JDBC, JPA, JTA and servlets. The only part of the weaver that knows {@code engine.coherence}.
 */
@org.jspecify.annotations.NullMarked
package dev.larder.weaver.watch;
