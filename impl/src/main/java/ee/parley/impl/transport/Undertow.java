// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport;

/** The servlet container of WildFly, which differs from others in what the servlet specification leaves open. */
public final class Undertow {
    private Undertow() {}

    /**
     * Tells whether it is Undertow whose object this is. A wrapper of an application's filter is nobody's.
     *
     * @param object a context, an asynchronous context or a request, as the container gave it
     * @return true when its class is one of Undertow's
     */
    public static boolean made(Object object) {
        return object.getClass().getName().startsWith("io.undertow.servlet.");
    }
}
