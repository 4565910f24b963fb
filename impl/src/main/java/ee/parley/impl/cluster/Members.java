// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.cluster;

import ee.parley.spi.PacketData;
import ee.parley.spi.Selection;
import ee.parley.spi.SocketState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * The sockets of this node in one namespace, for the other nodes. Called on any thread, in the order of one node's messages;
 * only {@link #describe} and {@link #serverSideEvent}, which run the application's code, on the application's executor.
 */
public interface Members {
    /** Sends an event to sockets. */
    void deliver(Selection to, PacketData event, boolean dispensable, Optional<String> offset);

    /**
     * Sends an event to sockets, and hands on their answers that come in time.
     *
     * @param asked told first how many are asked
     */
    void ask(
            Selection to,
            PacketData event,
            boolean dispensable,
            Duration timeout,
            IntConsumer asked,
            Consumer<PacketData> answers);

    void join(Selection who, Set<String> rooms);

    void leave(Selection who, Set<String> rooms);

    void disconnect(Selection who, boolean close);

    int count(Selection who);

    /** How many sockets are in each room, but for the rooms that a socket is in alone. */
    Map<String, Integer> rooms();

    List<SocketState> describe(Selection who);

    /**
     * Tells those who listen on this node.
     *
     * @param answer takes the first answer; empty when nobody waits for one
     */
    void serverSideEvent(PacketData event, Optional<Consumer<PacketData>> answer);
}
