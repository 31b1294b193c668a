/** Calls of cached methods that are remembered, and made again after a start. */
@org.jspecify.annotations.NullMarked
package dev.larder.engine.warm;
