/** From what a method returns to bytes and back. */
@org.jspecify.annotations.NullMarked
package dev.larder.engine.value;
