package dev.larder.weaver;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the parameter of {@link DirectAdvice} that takes the site's id. A class of its own, since that one is shown to
 * Byte Buddy under another name, where nothing may be nested in it.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
@interface SiteId {}
