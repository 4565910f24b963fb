// SPDX-License-Identifier: Apache-2.0
package org.glassfish.tyrus.core;

import jakarta.websocket.Session;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/** Connections that by their name are Tyrus's: a proxy is in the package of an interface that is not public. */
public final class TyrusSessions {
    private TyrusSessions() {}

    private interface TyrusSession extends Session {}

    public static Session of(InvocationHandler handler) {
        return (Session) Proxy.newProxyInstance(
                TyrusSession.class.getClassLoader(), new Class<?>[] {TyrusSession.class}, handler);
    }
}
