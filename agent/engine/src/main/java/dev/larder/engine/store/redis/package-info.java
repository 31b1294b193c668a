/** Values in Redis, through Lettuce. */
@org.jspecify.annotations.NullMarked
package dev.larder.engine.store.redis;
