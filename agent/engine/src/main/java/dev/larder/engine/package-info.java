/**
 * The domain of Larder: a plain library that knows neither Byte Buddy nor java.lang.instrument, so that nine tenths of it
 * can be tested without an agent. Each package below is a room with one door.
 */
@org.jspecify.annotations.NullMarked
package dev.larder.engine;
