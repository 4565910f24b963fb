// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.audit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the assertions that would be broken if this test failed; on a class, those that each of its tests proves. A scenario
 * of the JavaScript client names them in a comment: {@code // Proves: CLI-2-1, CLI-2-2}.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Proves {
    /** The ids, as in {@code src/main/resources/assertions}. */
    String[] value();
}
