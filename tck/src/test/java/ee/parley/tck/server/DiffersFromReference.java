// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** Marks a test of what Parley does otherwise than the reference server, on purpose; {@code docs/differences.md} lists it. */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Tag("difference")
public @interface DiffersFromReference {
    /** What the reference server does. */
    String value();
}
