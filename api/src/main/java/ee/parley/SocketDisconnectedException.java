// SPDX-License-Identifier: Apache-2.0
package ee.parley;

/**
 * Fails the stage of {@link RemoteSocket#emitWithAck} when the client left before it answered.
 *
 * @since 0.1
 */
public class SocketDisconnectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The client is gone; its answer will never come. */
    public SocketDisconnectedException() {
        super("socket has been disconnected");
    }
}
