// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.polling;

import ee.parley.impl.engine.SessionId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** The messages of long-polling: 51xx. What a client can provoke is DEBUG: at WARN any client could fill the disk. */
final class PollingLog {
    private static final Logger LOG = System.getLogger("ee.parley.transport");

    private PollingLog() {}

    static void pollVanished(SessionId session, int frames) {
        LOG.log(
                Level.DEBUG,
                "PARLEY5101 Session {0}: the client is gone while its poll waited; {1} frames are kept for its next one",
                session,
                frames);
    }

    static void writeFailed(@Nullable Throwable failure) {
        LOG.log(Level.DEBUG, "PARLEY5102 An HTTP answer could not be written", failure);
    }
}
