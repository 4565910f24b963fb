// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.handler;

import org.jspecify.annotations.Nullable;

/**
 * A source that takes arguments of the event.
 *
 * @param index of the argument, or the first of them
 * @param several whether it takes that one and all that follow, as elements of an array
 * @param binding binds them
 */
public record Argument(int index, boolean several, Source binding) implements Source {
    @Override
    public @Nullable Object value(Call call) {
        return binding.value(call);
    }
}
