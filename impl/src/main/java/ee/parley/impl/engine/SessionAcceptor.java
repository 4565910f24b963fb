// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.engine;

/** The port up for new sessions. */
@FunctionalInterface
public interface SessionAcceptor {
    /** A session has opened. Called on its lane, before anything arrives; what is sent here follows the open packet. */
    SessionListener opened(Session session);
}
