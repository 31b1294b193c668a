/**
 * A small application without any framework, which has never heard of Larder: driven line by line over standard input, so
 * that a test decides what happens when. Run in a JVM of its own.
 */
package shop;
