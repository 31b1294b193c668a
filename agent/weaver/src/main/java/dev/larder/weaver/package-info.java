/**
 * Finds the methods that rules name and links their calls to the engine. The only module that knows Byte Buddy, which is
 * not touched before the first class matches: most JVMs that an agent is put into never load one that does.
 */
@org.jspecify.annotations.NullMarked
package dev.larder.weaver;
