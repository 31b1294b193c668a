/** Lays out larder.jar. Runs in the build alone; nothing of it is in the jar. */
@NullMarked
package dev.larder.pack;

import org.jspecify.annotations.NullMarked;
