// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.ConnectionRefusedException;
import ee.parley.Registration;
import ee.parley.RoomEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NamespaceListenersTest {
    private final Fixture fixture = new Fixture();
    private final List<String> heard = new ArrayList<>();

    private void hear(RoomEvent event) {
        String own = fixture.main.sockets.isEmpty() ? "" : fixture.main.last().id();
        heard.add(event.kind() + " " + (event.room().equals(own) ? "OWN" : event.room())
                + (event.socketId().isPresent()
                        ? " by " + (event.socketId().get().equals(own) ? "LAST" : "OTHER")
                        : ""));
    }

    @Test
    void aConnectionIsHeardOfAfterTheGateAndBeforeTheFirstEvent() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        fixture.main.gate = socket -> decision;
        fixture.main.onEvent = (socket, event) -> heard.add("event " + event.name());
        fixture.mainNamespace.onConnection(socket -> heard.add("connected " + socket.connected()));
        var client = fixture.client();
        client.sends("40", "42[\"a\"]");
        assertThat(heard).isEmpty();
        decision.complete(null);
        assertThat(heard).containsExactly("connected true", "event a");
    }

    @Test
    void aRefusedSocketIsNoConnection() {
        fixture.mainNamespace.onConnection(socket -> heard.add("connected"));
        fixture.main.gate = socket -> {
            throw new ConnectionRefusedException("no");
        };
        fixture.client().sends("40");
        assertThat(heard).isEmpty();
    }

    @Test
    void aListenerThatThrowsKeepsNothingFromTheOthers() {
        fixture.mainNamespace.onConnection(socket -> {
            throw new IllegalStateException("mine");
        });
        fixture.mainNamespace.onConnection(socket -> heard.add("second"));
        var client = fixture.client();
        client.sends("40", "42[\"a\"]");
        assertThat(heard).containsExactly("second");
        assertThat(fixture.main.takeHeard()).containsExactly("connect", "event a[]");
    }

    @Test
    void aListenerThatWasTakenBackIsNotCalled() {
        Registration registration = fixture.mainNamespace.onConnection(socket -> heard.add("connected"));
        registration.close();
        registration.close();
        fixture.client().sends("40");
        assertThat(heard).isEmpty();
    }

    @Test
    void aListenerTakenBackByTheOneBeforeItIsNotCalled() {
        List<Registration> second = new ArrayList<>();
        fixture.mainNamespace.onConnection(socket -> second.get(0).close());
        second.add(fixture.mainNamespace.onConnection(socket -> heard.add("second")));
        fixture.client().sends("40");
        assertThat(heard).isEmpty();
    }

    @Test
    void theListenersOfAParentHearOfEveryChildBeforeItsOwn() {
        var parent = fixture.broker.of(Pattern.compile("/team-.*"));
        parent.onConnection(socket -> heard.add("parent " + socket.namespace().name()));
        parent.onRoomEvent(event -> heard.add("parent " + event.namespace().name()));
        fixture.broker.onNewNamespace(child -> {
            child.onConnection(socket -> heard.add("child"));
            child.onRoomEvent(event -> heard.add("child " + event.kind()));
        });
        fixture.client().sends("40/team-1,");
        assertThat(heard)
                .containsExactly(
                        "parent /team-1", "child CREATED", "parent /team-1", "child JOINED", "parent /team-1", "child");
    }

    @Test
    void theRoomsOfANamespaceAreHeardOfInOrder() {
        fixture.joined();
        fixture.mainNamespace.onRoomEvent(this::hear);
        var socket = fixture.main.last();
        socket.join("red");
        socket.join("red");
        socket.leave("red", "blue");
        assertThat(heard).containsExactly("CREATED red", "JOINED red by LAST", "LEFT red by LAST", "DELETED red");
    }

    @Test
    void aRoomIsCreatedByTheFirstAndDeletedByTheLast() {
        fixture.joined();
        var other = fixture.main.last();
        other.join("red");
        var client = fixture.joined();
        fixture.mainNamespace.onRoomEvent(this::hear);
        fixture.main.last().join("red");
        other.leave("red");
        client.vanishes();
        assertThat(heard.subList(0, 2)).containsExactly("JOINED red by LAST", "LEFT red by OTHER");
        assertThat(heard.subList(2, heard.size()))
                .containsExactlyInAnyOrder("LEFT red by LAST", "DELETED red", "LEFT OWN by LAST", "DELETED OWN");
    }

    @Test
    void aRoomEventTellsAllAboutIt() {
        fixture.joined();
        List<RoomEvent> events = new ArrayList<>();
        fixture.mainNamespace.onRoomEvent(events::add);
        fixture.main.last().join("red");
        assertThat(events)
                .containsExactly(
                        new RoomEvent(RoomEvent.Kind.CREATED, fixture.mainNamespace, "red", Optional.empty()),
                        new RoomEvent(
                                RoomEvent.Kind.JOINED,
                                fixture.mainNamespace,
                                "red",
                                Optional.of(fixture.main.last().id())));
    }

    @Test
    void roomEventsAreToldOnTheApplicationsThreadsOneAfterAnother() {
        fixture.joined();
        var socket = fixture.main.last();
        fixture.mainNamespace.onRoomEvent(event -> {
            heard.add("begin " + event.kind());
            if (event.room().equals("red") && event.kind() == RoomEvent.Kind.JOINED) {
                socket.join("blue");
            }
            heard.add("end " + event.kind());
        });
        fixture.executor.hold();
        socket.join("red");
        assertThat(heard).isEmpty();
        fixture.executor.turn();
        assertThat(heard)
                .containsExactly(
                        "begin CREATED",
                        "end CREATED",
                        "begin JOINED",
                        "end JOINED",
                        "begin CREATED",
                        "end CREATED",
                        "begin JOINED",
                        "end JOINED");
    }

    @Test
    void whatWaitsForSlowListenersHasABound() {
        fixture.joined();
        var socket = fixture.main.last();
        List<RoomEvent> told = new ArrayList<>();
        fixture.mainNamespace.onRoomEvent(told::add);
        fixture.executor.hold();
        for (int i = 0; i < 30_000; i++) {
            socket.join("red");
            socket.leave("red");
        }
        fixture.executor.turn();
        assertThat(told).hasSize(RoomWatch.MOST);
        socket.join("blue");
        fixture.executor.turn();
        assertThat(told.get(told.size() - 1).room()).isEqualTo("blue");
    }

    @Test
    void nothingIsRecordedWhileNobodyListens() {
        fixture.joined();
        fixture.executor.hold();
        fixture.main.last().join("red");
        fixture.main.last().leave("red");
        assertThat(fixture.executor.waiting()).isZero();
    }
}
