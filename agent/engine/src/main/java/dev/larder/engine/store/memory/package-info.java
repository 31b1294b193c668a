/** Values in this process' memory, for tests and development. */
@org.jspecify.annotations.NullMarked
package dev.larder.engine.store.memory;
