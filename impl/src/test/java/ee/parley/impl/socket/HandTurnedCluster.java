// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.ClusterHealth;
import ee.parley.spi.ClusterAdapter;
import ee.parley.spi.ClusterChannel;
import ee.parley.spi.ClusterListener;
import ee.parley.spi.ClusterMessage;
import ee.parley.spi.ClusterNode;
import ee.parley.spi.OtherNodes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Nodes whose messages are carried when the test says so, one by one or all. Confined to the test's thread. */
final class HandTurnedCluster {
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Queue<Runnable> onTheWay = new ArrayDeque<>();
    private final List<ClusterMessage> published = new ArrayList<>();

    /** Whether messages arrive before those who send them go on. */
    boolean atOnce;

    /** Adds a node. */
    Node node(String id) {
        Node node = new Node(id);
        nodes.put(id, node);
        return node;
    }

    /** Carries what is on the way, and what is sent because of it. */
    void turn() {
        for (Runnable next = onTheWay.poll(); next != null; next = onTheWay.poll()) {
            next.run();
        }
    }

    /** Loses what is on the way. */
    void lose() {
        onTheWay.clear();
    }

    /** What all nodes have published since the last call. */
    List<ClusterMessage> takePublished() {
        List<ClusterMessage> taken = List.copyOf(published);
        published.clear();
        return taken;
    }

    final class Node implements ClusterAdapter {
        private final String id;
        private final Map<String, ClusterListener> open = new LinkedHashMap<>();
        private final List<String> rooms = new ArrayList<>();
        int foreign;
        boolean cutOff;
        boolean closed;

        /** What its counts wait for. */
        CompletableFuture<Void> counting = CompletableFuture.completedFuture(null);

        private Node(String id) {
            this.id = id;
        }

        @Override
        public void start(ClusterNode node) {}

        /** Which namespaces it has open. */
        List<String> channels() {
            return List.copyOf(open.keySet());
        }

        /** Which rooms have opened and closed since the last call. */
        List<String> takeRooms() {
            List<String> taken = List.copyOf(rooms);
            rooms.clear();
            return taken;
        }

        /** It is gone, and the others hear of it. */
        void die() {
            nodes.remove(id);
            List.copyOf(nodes.values())
                    .forEach(other -> List.copyOf(other.open.values()).forEach(listener -> listener.left(id)));
        }

        @Override
        public ClusterChannel open(String namespace, ClusterListener listener) {
            if (open.putIfAbsent(namespace, listener) != null) {
                throw new AssertionError(namespace + " is open already");
            }
            return new Channel(namespace);
        }

        @Override
        public ClusterHealth health() {
            return new ClusterHealth(!cutOff, cutOff ? Optional.of("cut off") : Optional.empty(), 0, 0);
        }

        @Override
        public CompletionStage<Void> close() {
            closed = true;
            return CompletableFuture.completedFuture(null);
        }

        private final class Channel implements ClusterChannel {
            private final String namespace;

            private Channel(String namespace) {
                this.namespace = namespace;
            }

            @Override
            public CompletionStage<Optional<String>> publish(ClusterMessage message) {
                if (cutOff) {
                    return CompletableFuture.failedFuture(new IllegalStateException("cut off"));
                }
                published.add(message);
                others().forEach(other -> send(other, message));
                return CompletableFuture.completedFuture(Optional.empty());
            }

            private List<Node> others() {
                return nodes.values().stream()
                        .filter(other -> other != Node.this && other.open.containsKey(namespace))
                        .toList();
            }

            private void send(Node to, ClusterMessage message) {
                Runnable arrival = () -> {
                    ClusterListener listener = to.open.get(namespace);
                    if (listener != null) {
                        listener.received(id, message, Optional.empty());
                    }
                };
                if (atOnce) {
                    arrival.run();
                } else {
                    onTheWay.add(arrival);
                }
            }

            @Override
            public CompletionStage<Void> respond(String node, ClusterMessage.Response response) {
                Node to = nodes.get(node);
                if (to != null) {
                    send(to, response);
                }
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletionStage<OtherNodes> otherNodes() {
                if (cutOff) {
                    return CompletableFuture.failedFuture(new IllegalStateException("cut off"));
                }
                Set<String> ids = others().stream().map(other -> other.id).collect(Collectors.toSet());
                return counting.thenApply(now -> new OtherNodes(ids.size(), foreign, ids));
            }

            @Override
            public void roomOpened(String room) {
                rooms.add("+" + room);
            }

            @Override
            public void roomClosed(String room) {
                rooms.add("-" + room);
            }

            @Override
            public CompletionStage<Void> close() {
                open.remove(namespace);
                return CompletableFuture.completedFuture(null);
            }
        }
    }
}
