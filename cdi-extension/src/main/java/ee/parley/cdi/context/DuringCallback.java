// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.context;

import jakarta.enterprise.context.NormalScope;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The scope of the injected {@link ee.parley.Socket}: one callback, on its thread. */
@NormalScope
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface DuringCallback {}
