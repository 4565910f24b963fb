// SPDX-License-Identifier: Apache-2.0
package ee.parley;

/**
 * What has been added at run time, a listener or a middleware, and the way to take it back. Usable from any thread.
 *
 * <p>It can be left alone: what is added to a socket ends with the socket, what is added to a namespace or the server with
 * the application.
 *
 * <pre>{@code
 * Registration watching = namespace.onRoomEvent(event -> log.info(event.room()));
 * watching.close();
 * }</pre>
 *
 * @since 0.1
 */
public interface Registration extends AutoCloseable {
    /**
     * Takes it back: calls that have not begun are no longer made, those that run are left to end. Closing twice does
     * nothing.
     */
    @Override
    void close();
}
