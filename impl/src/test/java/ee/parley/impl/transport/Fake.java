// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/** A part of a container's that does what the test says, one method after the other. */
public final class Fake {
    private Fake() {}

    public static <T> T of(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** One that is not to be called. */
    public static <T> T unused(Class<T> type) {
        return of(type, (proxy, method, arguments) -> {
            throw new AssertionError(method);
        });
    }
}
