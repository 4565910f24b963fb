// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.DisconnectReason;
import ee.parley.RoomEvent;
import ee.parley.Socket;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps what it hears, in words. Thread-safe, as tests with threads of their own tell it things, too. */
final class RecordingSurroundings implements Surroundings {
    Consumer<Socket> around = socket -> {};
    boolean hearsAll;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    @Override
    public <T extends @Nullable Object> T call(Socket socket, Callable<T> body) throws Exception {
        around.accept(socket);
        return body.call();
    }

    @Override
    public void begins(Socket socket) {
        heard.add("begins");
    }

    @Override
    public void ended(Socket socket) {
        heard.add("ended");
    }

    @Override
    public boolean hearsConnections() {
        return hearsAll;
    }

    @Override
    public void connected(Socket socket) {
        heard.add("connected");
    }

    @Override
    public void disconnected(Socket socket, DisconnectReason reason) {
        heard.add("disconnected " + reason);
    }

    @Override
    public boolean hearsRooms() {
        return hearsAll;
    }

    @Override
    public void happened(RoomEvent event) {
        heard.add(event.kind() + " " + event.room());
    }

    /** What was heard since the last call. */
    List<String> takeHeard() {
        List<String> copy = List.copyOf(heard);
        heard.clear();
        return copy;
    }
}
