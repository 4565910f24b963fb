// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a test class that each container runs with each WebSocket that it carries, also where nothing is said of them. They share one
 * more server for each container, with the options of {@link Variant#DEFAULTS}, so tests of other variants must not be
 * marked: each would start another one.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EveryWebSocket {}
