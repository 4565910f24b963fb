// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.recovery;

import ee.parley.SocketData;
import ee.parley.spi.StoredSession;

/**
 * What a socket was.
 *
 * @param session all but its data, which is left empty
 * @param data what the application had attached to it
 */
public record KeptSocket(StoredSession session, SocketData data) {}
