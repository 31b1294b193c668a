/** Where values live. */
@org.jspecify.annotations.NullMarked
package dev.larder.engine.store;
