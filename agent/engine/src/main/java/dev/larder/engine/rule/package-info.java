/** From rule files to rules: reading, checking, and saying what is wrong with them, where. */
@org.jspecify.annotations.NullMarked
package dev.larder.engine.rule;
