/**
 * Which methods of which classes rules mean, told from class files alone: without loading a class, without a library, and
 * the same for the running agent and for a check of an application that isn't running.
 */
@org.jspecify.annotations.NullMarked
package dev.larder.engine.match;
