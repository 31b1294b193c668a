/** From a call to the text of its key and its tags, and from a write to what it evicts. */
@org.jspecify.annotations.NullMarked
package dev.larder.engine.key;
