/** The drive behind {@code ./demo}: the same load on the blog without and with the agent, and what came of it. */
@NullMarked
package dev.larder.bench;

import org.jspecify.annotations.NullMarked;
