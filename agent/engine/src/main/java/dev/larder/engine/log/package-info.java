/** Larder's own words to standard error. */
@org.jspecify.annotations.NullMarked
package dev.larder.engine.log;
