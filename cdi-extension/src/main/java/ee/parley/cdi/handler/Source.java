// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.handler;

import org.jspecify.annotations.Nullable;

/** Where one parameter of a handler takes its value from; chosen at deployment. */
@FunctionalInterface
public interface Source {
    /**
     * Returns the value for one call.
     *
     * @throws RuntimeException what the client is to be told when its data do not fit the parameter
     */
    @Nullable
    Object value(Call call);
}
