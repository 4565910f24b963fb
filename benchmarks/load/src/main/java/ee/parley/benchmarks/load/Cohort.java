// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import ee.parley.benchmarks.load.Client.Way;
import ee.parley.benchmarks.load.Ledger.Part;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The life of one room: its members come, by WebSocket, by polling, or by an upgrade in the middle of their first events;
 * one of them broadcasts while all emit; some abort, some stop reading; the others leave when all has arrived.
 *
 * <p>Members join before the first broadcast and leave after the last, so each is owed all of them, exactly.
 */
final class Cohort {
    private static final int MEMBERS = 24;
    private static final int PATIENCE_SECONDS = 60;

    /** So many broadcasts wait for whoever still reads; an outbox holds more, so it never costs one that does. */
    private static final int WINDOW = 16;

    private final Shape shape;
    private final Connection.Dialer dialer;
    private final Ledger ledger;
    private final String room;
    private final List<Client> members = new ArrayList<>();
    private final Map<Part, List<Client>> parts = new EnumMap<>(Part.class);

    /**
     * What is broadcast.
     *
     * @param broadcasts how many
     * @param filler how many characters each has
     */
    record Shape(int broadcasts, int filler) {
        static final Shape SMALL = new Shape(48, 200);
        /** More than an outbox of 8 MiB and the socket buffers hold: who does not read is cut. */
        static final Shape LARGE = new Shape(640, 32_768);

        boolean outgrowsAnOutbox() {
            return (long) broadcasts * filler > 16 << 20;
        }
    }

    Cohort(Shape shape, String room, Connection.Dialer dialer, Ledger ledger) {
        this.shape = shape;
        this.room = room;
        this.dialer = dialer;
        this.ledger = ledger;
    }

    void live() throws InterruptedException {
        come();
        broadcast();
        settle();
        go();
    }

    private static Way way(int member) {
        return switch (member % 8) {
            case 2, 3, 6 -> Way.UPGRADED;
            case 7 -> Way.POLLING;
            default -> Way.WEBSOCKET;
        };
    }

    private static Part part(int member) {
        return switch (member) {
            case 5, 6, 15 -> Part.ABORTED; // one of each way
            case 9 -> Part.SLOW;
            default -> Part.STAYED;
        };
    }

    private List<Client> those(Part part) {
        return parts.getOrDefault(part, List.of());
    }

    private void come() throws InterruptedException {
        for (int i = 0; i < MEMBERS; i++) {
            Client client = new Client(way(i), dialer);
            members.add(client);
            parts.computeIfAbsent(part(i), part -> new ArrayList<>()).add(client);
        }
        for (Client member : members) {
            require(member.awaitUp(PATIENCE_SECONDS), member, "is not up");
            echo(member, "before");
            if (member.way() == Way.UPGRADED) {
                member.upgrade();
            }
            echo(member, "meanwhile");
            member.emit("join", "\"" + room + "\"", "[]");
        }
        for (Client member : members) {
            require(member.awaitAcks(PATIENCE_SECONDS), member, "has not joined");
        }
    }

    private void broadcast() throws InterruptedException {
        Client sender = members.get(0);
        String filler = "x".repeat(shape.filler());
        List<Client> present = new ArrayList<>(members);
        for (int i = 0; i < shape.broadcasts(); i++) {
            if (i == shape.broadcasts() / 4) {
                those(Part.SLOW).forEach(Client::stopReading);
            } else if (i == shape.broadcasts() / 2) {
                those(Part.ABORTED).forEach(Client::abort);
                present.removeAll(those(Part.ABORTED));
            }
            sender.emit("broadcast", "\"" + room + "\",\"" + i + ":" + filler + "\"", "[]");
            if (i % 4 == 0) {
                for (Client member : present) {
                    echo(member, Integer.toString(i));
                }
            }
            if (i % WINDOW == WINDOW - 1) {
                for (Client member : those(Part.STAYED)) {
                    require(
                            member.awaitDeliveries(i + 1, PATIENCE_SECONDS),
                            member,
                            "misses a broadcast of " + (i + 1));
                }
            }
        }
    }

    private static void echo(Client member, String text) {
        member.emit("echo", "\"" + text + "\"", "[\"" + text + "\"]");
    }

    private void settle() throws InterruptedException {
        for (Client member : those(Part.SLOW)) {
            member.readAgain();
        }
        for (Client member : members) {
            if (those(Part.ABORTED).contains(member)) {
                continue;
            }
            member.awaitDeliveries(shape.broadcasts(), PATIENCE_SECONDS);
            member.awaitAcks(PATIENCE_SECONDS); // what is missing yet, the ledger tells
            if (member.way() == Way.UPGRADED) {
                require(member.upgraded(), member, "is not upgraded");
            }
        }
    }

    private void go() {
        for (int i = 0; i < members.size(); i++) {
            Client member = members.get(i);
            Part part = part(i);
            if (part == Part.SLOW
                    && shape.outgrowsAnOutbox()
                    && member.account().ended()) {
                part = Part.CUT;
            }
            ledger.book(room + ", member " + i + ", " + member.way(), part, member.account(), shape.broadcasts());
            member.leave();
        }
    }

    private void require(boolean met, Client member, String what) {
        if (!met) {
            int number = members.indexOf(member);
            ledger.wrong(room + ", member " + number + ", " + member.way() + ": " + what + ": " + member.account());
        }
    }
}
