// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the parameter of an {@link OnEvent} method that takes the event's argument at the given index.
 *
 * <p>Parameters without it take the arguments in order, counted without regard to those marked.
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Payload {
    /**
     * The index of the argument; 0 is the first after the event's name.
     *
     * @return the index of the argument
     */
    int value();
}
