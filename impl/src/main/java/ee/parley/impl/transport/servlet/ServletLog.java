// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.servlet;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/** The messages of the front door: 50xx. What a client can provoke is DEBUG: at WARN any client could fill the disk. */
final class ServletLog {
    private static final Logger LOG = System.getLogger("ee.parley.transport");

    private ServletLog() {}

    static void refused(Refused refused, String method, String remoteAddress) {
        LOG.log(Level.DEBUG, "PARLEY5001 {0} from {1} refused: {2}", method, remoteAddress, refused.message());
    }

    /** The application's doing. */
    static void hookFailed(String hook, Throwable failure) {
        LOG.log(Level.ERROR, "PARLEY5050 The engine hook " + hook + " failed", failure);
    }

    static void originRefused(String origin, String host) {
        LOG.log(
                Level.DEBUG,
                "PARLEY5002 Handshake refused: its Origin {0} is not the Host {1}, and cors does not allow it."
                        + " Add it to the option cors, or let the proxy in front pass the Host header on",
                origin,
                host);
    }

    static void clientGone(IOException failure) {
        LOG.log(Level.DEBUG, "PARLEY5005 A client has gone before it was answered", failure);
    }

    /** A client can provoke it, but is told of once a minute. */
    static void sessionOfAnotherNode() {
        LOG.log(
                Level.WARNING,
                "PARLEY5004 Clients come with sessions of another node, are refused, and start over: the balancer in front"
                        + " of the nodes is not sticky. Let it send each client to the node that answered it first, for"
                        + " example by address or by cookie, or let clients use WebSocket only (not logged again for a"
                        + " minute)");
    }

    /** The deployment's fault, so ERROR; once, because every poll meets it. */
    static void asyncUnsupported(AtomicBoolean told) {
        if (!told.getAndSet(true)) {
            LOG.log(
                    Level.ERROR,
                    "PARLEY5003 Long-polling does not work: a filter in front of Parley does not support asynchronous"
                            + " requests. Declare it with asyncSupported=true");
        }
    }
}
