// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.util.Map;
import java.util.Optional;

/**
 * What the application attaches to a socket, by name. Thread-safe.
 *
 * @see <a href="https://socket.io/docs/v4/server-socket-instance/#socketdata">Socket.IO: socket.data</a>
 * @since 0.1
 */
public interface SocketData {
    /**
     * Returns what is attached under a name. What has come as JSON, because another node or a restart was in between, is bound
     * to the type by JSON-B.
     *
     * @param <T> the expected type
     * @param name the name it was attached under
     * @param type the expected type
     * @return the value; empty when there is none
     * @throws ClassCastException when the value is of another type, or JSON that does not fit the type
     */
    <T> Optional<T> get(String name, Class<T> type);

    /**
     * Attaches a value, in place of one attached before under the same name.
     *
     * @param name the name
     * @param value the value; JSON-B must be able to write it where a cluster adapter is in use
     */
    void put(String name, Object value);

    /**
     * Detaches a value, if there is one.
     *
     * @param name the name it was attached under
     */
    void remove(String name);

    /**
     * Returns everything attached.
     *
     * @return a copy, in no particular order
     */
    Map<String, Object> toMap();
}
