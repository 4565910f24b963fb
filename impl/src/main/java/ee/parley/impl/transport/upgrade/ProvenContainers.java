// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.upgrade;

import ee.parley.impl.transport.Undertow;
import jakarta.servlet.ServletContext;

/**
 * The containers whose servlet upgrade is known to carry WebSocket.
 *
 * <p>Known, not tried: while an application starts its container takes no connections to it yet, and what goes wrong with an
 * upgrade only shows with one. What is not known would fail client by client, so it is refused at deployment.
 */
public final class ProvenContainers {
    private ProvenContainers() {}

    /**
     * Checks the container of an application that has chosen this package.
     *
     * @param context the application's
     * @throws IllegalStateException when it is none of those; the message says what to set instead
     */
    public static void require(ServletContext context) {
        String server = String.valueOf(context.getServerInfo());
        if (!Undertow.made(context) && !server.contains("Payara") && !server.contains("GlassFish")) {
            throw new IllegalStateException("PARLEY5070 parley.websocket=upgrade is proven on WildFly (Undertow) and on"
                    + " Payara (Grizzly), and this server is \"" + server + "\". Set parley.websocket=endpoint.");
        }
    }
}
