// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.impl.cluster.ClusterNamespace;
import ee.parley.spi.ClusterMessage;
import ee.parley.spi.ClusterMessage.Response;
import ee.parley.spi.Selection;
import ee.parley.spi.SocketState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** How many sockets are in each room. */
final class RoomCount {
    private RoomCount() {}

    /** On all nodes. Those that do not know how to count are asked for their sockets. */
    static CompletionStage<Map<String, Integer>> everywhere(LocalNamespace namespace, ClusterNamespace others) {
        return Others.gather(
                namespace,
                others.ask(
                        (id, nodes) -> nodes.foreign() == 0
                                ? new ClusterMessage.CountRooms(id)
                                : new ClusterMessage.FetchSockets(id, Selection.EVERYBODY),
                        namespace.delivery().timeout()),
                responses -> {
                    List<Map<String, Integer>> parts = new ArrayList<>();
                    parts.add(namespace.rooms().sizes());
                    responses.forEach(response -> parts.add(of(response)));
                    return sum(parts);
                });
    }

    private static Map<String, Integer> of(Response response) {
        if (response instanceof ClusterMessage.RoomsCounted counted) {
            return counted.rooms();
        }
        Map<String, Integer> rooms = new HashMap<>();
        if (response instanceof ClusterMessage.SocketsFound found) {
            for (SocketState socket : found.sockets()) {
                for (String room : socket.rooms()) {
                    if (!room.equals(socket.id())) {
                        rooms.merge(room, 1, Integer::sum);
                    }
                }
            }
        }
        return rooms;
    }

    static Map<String, Integer> sum(List<Map<String, Integer>> parts) {
        Map<String, Integer> sum = new HashMap<>();
        parts.forEach(part -> part.forEach((room, count) -> sum.merge(room, count, Integer::sum)));
        return Map.copyOf(sum);
    }
}
