// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import static ee.parley.cdi.Containers.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.Connected;
import ee.parley.ConnectionRefusedException;
import ee.parley.DisconnectReason;
import ee.parley.Disconnected;
import ee.parley.Disconnection;
import ee.parley.InNamespace;
import ee.parley.OnConnect;
import ee.parley.OnDisconnect;
import ee.parley.OnEvent;
import ee.parley.RemoteSocket;
import ee.parley.RoomEvent;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.EventMetadata;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObserversTest {
    @ApplicationScoped
    static class Journal {
        private final List<String> lines = new ArrayList<>();

        void note(String line) {
            lines.add(line);
        }

        List<String> take() {
            List<String> taken = List.copyOf(lines);
            lines.clear();
            return taken;
        }
    }

    @RequestScoped
    static class PerCallback {
        private int calls;

        int call() {
            return ++calls;
        }
    }

    @SocketNamespace("/a")
    static class Chat {
        @Inject
        Journal journal;

        @OnConnect
        void enter(Socket socket) {
            if (socket.handshake().auth().getBoolean("refuse", false)) {
                throw new ConnectionRefusedException("no");
            }
            journal.note("gate");
        }

        @OnEvent("hello")
        void hello() {
            journal.note("hello");
        }

        @OnEvent("join")
        void join(Socket socket, String room) {
            socket.join(room);
        }

        @OnDisconnect
        void leave() {
            journal.note("leave");
        }
    }

    @ApplicationScoped
    static class Presence {
        @Inject
        Journal journal;

        @Inject
        Socket current;

        @Inject
        PerCallback perCallback;

        void first(@Observes @Priority(1) @Connected Socket socket) {
            journal.note("connected " + current.id().equals(socket.id()) + " " + perCallback.call());
            socket.emit("welcome");
        }

        void second(@Observes @Priority(2) @Connected RemoteSocket socket, EventMetadata metadata) {
            journal.note("second " + metadata.getQualifiers().contains(Connected.Literal.INSTANCE));
            throw new IllegalStateException("broken");
        }

        void later(@ObservesAsync @Connected Socket socket) {
            journal.note("connected later " + current.id().equals(socket.id()) + " " + perCallback.call());
        }

        void gone(@Observes @Disconnected Disconnection event) {
            journal.note("disconnected " + event.reason() + " "
                    + current.id().equals(event.socket().id()));
        }

        void goneLater(@ObservesAsync @Any @Disconnected Disconnection event) {
            journal.note("disconnected later " + (event.reason() == DisconnectReason.TRANSPORT_CLOSE));
        }
    }

    @ApplicationScoped
    static class Rooms {
        @Inject
        Journal journal;

        @Inject
        PerCallback perCallback;

        void changed(@Observes RoomEvent event) {
            journal.note(event.kind() + " " + event.room() + " " + (perCallback.call() > 0));
        }

        void changedLater(@ObservesAsync RoomEvent event) {
            journal.note("later " + event.kind());
        }
    }

    private final Served served = new Served(Journal.class, PerCallback.class, Chat.class, Presence.class);

    @AfterEach
    void close() {
        served.close();
    }

    private List<String> journal() {
        return served.bean(Journal.class).take();
    }

    @Test
    void observersHearOfAConnectionAfterTheGateAndBeforeTheFirstEvent() {
        Served.Client client = served.client();
        client.sends("40/a,", "42/a,[\"hello\"]");
        assertThat(journal())
                .containsExactly("gate", "connected true 1", "second true", "connected later true 1", "hello");
        assertThat(client.received()).containsExactly("40/a,{\"sid\":\"ID\"}", "42/a,[\"welcome\"]");
    }

    @Test
    void observersHearOfADisconnectionAfterItsHandler() {
        Served.Client client = served.joined();
        journal();
        client.vanishes();
        assertThat(journal()).containsExactly("leave", "disconnected transport close true", "disconnected later true");
    }

    @Test
    void nobodyHearsOfARefusedSocket() {
        served.client().sends("40/a,{\"refuse\":true}");
        assertThat(journal()).isEmpty();
    }

    @Test
    void observersHearOfNamespacesThatTheApplicationOpens() {
        served.broker.of("/opened");
        Served.Client client = served.client();
        client.sends("40/opened,");
        assertThat(journal()).contains("connected true 1");
    }

    @Test
    void observersHearOfRooms() {
        try (Served other = new Served(Journal.class, PerCallback.class, Chat.class, Rooms.class)) {
            Served.Client client = other.joined();
            other.bean(Journal.class).take();
            client.sends("42/a,[\"join\",\"lobby\"]");
            assertThat(other.bean(Journal.class).take())
                    .containsExactly("CREATED lobby true", "later CREATED", "JOINED lobby true", "later JOINED");
        }
    }

    @ApplicationScoped
    static class Confused {
        void swapped(@Observes @Connected Disconnection event) {}

        void both(@Observes @Connected @Disconnected Socket socket) {}

        void wrong(@Observes @Disconnected Socket socket) {}

        void chosen(@Observes @Connected @InNamespace("/a") Socket socket) {}

        void chosenRoom(@Observes @InNamespace("/a") RoomEvent event) {}

        void fine(@Observes @Connected Object event) {}
    }

    @Test
    void anObserverOfWhatIsNeverFiredIsReported() {
        assertThat(problemsOf(Chat.class, Journal.class, Confused.class))
                .containsExactly(
                        "PARLEY6080 Confused.both(Socket): nobody fires @Connected @Disconnected for Socket. Observe @Connected Socket, or"
                                + " @Disconnected Disconnection.",
                        "PARLEY6081 Confused.chosen(Socket): @InNamespace selects no events. Remove it, and look at the"
                                + " name of the event's namespace.",
                        "PARLEY6081 Confused.chosenRoom(RoomEvent): @InNamespace selects no events. Remove it, and look at"
                                + " the name of the event's namespace.",
                        "PARLEY6080 Confused.swapped(Disconnection): nobody fires @Connected for Disconnection. Observe"
                                + " @Connected Socket, or @Disconnected Disconnection.",
                        "PARLEY6080 Confused.wrong(Socket): nobody fires @Disconnected for Socket. Observe @Connected"
                                + " Socket, or @Disconnected Disconnection.");
    }
}
