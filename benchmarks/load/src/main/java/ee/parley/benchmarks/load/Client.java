// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A Socket.IO client that keeps its own accounts: what it emitted, which acks came, and which broadcasts, in what order.
 *
 * <p>Callable from any thread, but only one emits; what waits is waited for on its monitor.
 */
final class Client implements Connection.Listener {
    /** How it comes, and how it stays. */
    enum Way {
        WEBSOCKET,
        UPGRADED,
        POLLING
    }

    private final Way way;
    private final Connection connection;

    // Guarded by this.
    private final Map<Integer, String> unacked = new HashMap<>();
    private final Set<Integer> acked = new HashSet<>();
    private final List<String> flaws = new ArrayList<>();
    private int lastId;
    private int delivered;
    private boolean up;
    private boolean ended;

    Client(Way way, Connection.Dialer dialer) {
        this.way = way;
        this.connection = dialer.open(way != Way.WEBSOCKET, this);
    }

    Way way() {
        return way;
    }

    /** Emits an event whose ack is expected to hold {@code answer}, which is JSON. */
    void emit(String event, String arguments, String answer) {
        int id;
        synchronized (this) { // let go before the connection is called: it calls us with its own lock held
            id = ++lastId;
            unacked.put(id, answer);
        }
        connection.send("42" + id + "[\"" + event + "\"," + arguments + "]");
    }

    void upgrade() {
        connection.upgrade();
    }

    boolean upgraded() {
        return connection.upgraded();
    }

    void stopReading() {
        connection.read(false);
    }

    void readAgain() {
        connection.read(true);
    }

    void leave() {
        connection.send("41");
        connection.close();
    }

    /** Goes without a word. */
    void abort() {
        connection.abort();
    }

    /** Returns whether it came to be, in time; not when the connection ended before. */
    boolean awaitUp(int seconds) throws InterruptedException {
        return await(() -> up, seconds);
    }

    boolean awaitAcks(int seconds) throws InterruptedException {
        return await(unacked::isEmpty, seconds);
    }

    boolean awaitDeliveries(int count, int seconds) throws InterruptedException {
        return await(() -> delivered >= count, seconds);
    }

    private synchronized boolean await(BooleanSupplier condition, int seconds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean() && !ended) {
            long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (millis <= 0) {
                break;
            }
            wait(millis);
        }
        return condition.getAsBoolean();
    }

    /** Takes a packet of Socket.IO, that is the text of an Engine.IO message. */
    @Override
    public synchronized void packet(String packet) {
        if (packet.startsWith("0{")) {
            up = true;
        } else if (packet.startsWith("2[\"msg\",\"")) {
            deliver(packet, packet.indexOf(':'));
        } else if (packet.startsWith("3")) {
            ack(packet, packet.indexOf('['));
        } else {
            flaws.add("unexpected: " + packet.substring(0, Math.min(80, packet.length())));
        }
        notifyAll();
    }

    private void deliver(String packet, int colon) {
        int number = colon < 0 ? -1 : Integer.parseInt(packet.substring("2[\"msg\",\"".length(), colon));
        if (number != delivered) {
            flaws.add("broadcast " + number + " came where " + delivered + " was next");
        }
        delivered++;
    }

    private void ack(String packet, int bracket) {
        int id = Integer.parseInt(packet.substring(1, bracket));
        String expected = unacked.remove(id);
        if (expected == null || !acked.add(id)) {
            flaws.add("ack " + id + " came twice, or for nothing");
        } else if (!packet.substring(bracket).equals(expected)) {
            flaws.add("ack " + id + " has other content");
        }
    }

    @Override
    public synchronized void ended() {
        ended = true;
        notifyAll();
    }

    /** Returns what it counted so far. */
    synchronized Account account() {
        return new Account(lastId, acked.size(), delivered, ended, List.copyOf(flaws));
    }

    /**
     * What one client counted.
     *
     * @param emitted events that it emitted
     * @param acked of them, those that were acked, once and with the right content
     * @param delivered broadcasts that arrived
     * @param ended whether its connection is gone
     * @param flaws what came twice, out of order, with a gap before it or with other content
     */
    record Account(int emitted, int acked, int delivered, boolean ended, List<String> flaws) {
        Account {
            flaws = List.copyOf(flaws);
        }
    }
}
