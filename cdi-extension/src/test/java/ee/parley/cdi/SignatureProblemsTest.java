// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import static ee.parley.cdi.Containers.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.Ack;
import ee.parley.Auth;
import ee.parley.DisconnectReason;
import ee.parley.EventName;
import ee.parley.Handshake;
import ee.parley.IncomingEvent;
import ee.parley.Namespace;
import ee.parley.OnAnyEvent;
import ee.parley.OnConnect;
import ee.parley.OnDisconnect;
import ee.parley.OnError;
import ee.parley.OnEvent;
import ee.parley.Payload;
import ee.parley.RemoteSocket;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import ee.parley.SocketServer;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.json.JsonObject;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What is wrong with a parameter or a result of a handler. */
class SignatureProblemsTest {
    @SocketNamespace("/sound")
    static class Sound {
        @OnConnect
        CompletionStage<Void> enter(
                Socket socket,
                Namespace namespace,
                SocketServer server,
                Handshake handshake,
                Optional<Principal> caller,
                @Auth Map<String, String> auth) {
            return CompletableFuture.completedFuture(null);
        }

        @OnEvent("a")
        public List<String> event(Principal caller, @Payload(1) String second, int first, byte[]... rest) {
            return List.of();
        }

        @OnEvent("b")
        protected void answeredLater(Ack<String> ack, Optional<List<Integer>> numbers) {}

        @OnDisconnect
        void leave(Socket socket, DisconnectReason reason) {}
    }

    @Test
    void everySignatureThatTheAnnotationsDescribeIsAccepted() {
        try (SeContainer container = Containers.of(Sound.class)) {
            assertThat(container.isRunning()).isTrue();
        }
    }

    @SocketNamespace("/a")
    static class Auths {
        @OnConnect
        void enter(@Auth JsonObject one, @Auth JsonObject two) {}

        @OnEvent("x")
        void event(@Auth JsonObject auth) {}

        @OnEvent("y")
        void both(@Auth @Payload(0) JsonObject auth) {}
    }

    @Test
    void authIsForOneParameterOfTheGate() {
        String misplaced =
                ": @Auth is for a parameter of an @OnConnect method. Remove it, or use Socket.handshake().auth().";
        assertThat(problemsOf(Auths.class))
                .containsExactly(
                        "PARLEY6019 Auths.both(JsonObject)" + misplaced,
                        "PARLEY6028 Auths.both(JsonObject): parameter 1 cannot be both @Auth and @Payload. Remove one of the"
                                + " two.",
                        "PARLEY6020 Auths.enter(JsonObject, JsonObject): only one parameter can be @Auth. Bind the payload to one"
                                + " type that holds all of it.",
                        "PARLEY6019 Auths.event(JsonObject)" + misplaced);
    }

    @SocketNamespace("/a")
    static class NoObjects {
        @OnConnect
        void enter(@Auth Optional<String> token) {}
    }

    @SocketNamespace("/b")
    static class NoObject {
        @OnConnect
        void enter(@Auth List<String> tokens) {}
    }

    @Test
    void authIsBoundToWhatAnObjectCanBe() {
        String remedy = ". Declare a class or record that has what clients send, a Map, or jakarta.json.JsonObject.";
        assertThat(problemsOf(NoObjects.class, NoObject.class))
                .containsExactly(
                        "PARLEY6068 NoObject.enter(List): parameter 1: what a client gives as auth is an object, which"
                                + " cannot be bound to List" + remedy,
                        "PARLEY6068 NoObjects.enter(Optional): parameter 1: what a client gives as auth is an object, which"
                                + " cannot be bound to String" + remedy);
    }

    @SocketNamespace("/a")
    static class PayloadsWithoutEvents {
        @OnConnect
        void enter(Socket socket, String user) {}

        @OnDisconnect
        void leave(int code, @Payload(0) String more) {}
    }

    @Test
    void gateAndFarewellHaveNoArguments() {
        assertThat(problemsOf(PayloadsWithoutEvents.class))
                .containsExactly(
                        "PARLEY6021 PayloadsWithoutEvents.enter(Socket, String): parameter 2 (String) would take an"
                                + " argument of an event, but an @OnConnect method has none. Remove it, or use a parameter"
                                + " that such a method may have: Socket, Namespace, SocketServer, Handshake, Principal or"
                                + " one @Auth.",
                        "PARLEY6021 PayloadsWithoutEvents.leave(int, String): parameter 1 (int) would take an argument of"
                                + " an event, but an @OnDisconnect method has none. Remove it, or use a parameter that such"
                                + " a method may have: Socket, Namespace, SocketServer, Handshake, Principal or"
                                + " DisconnectReason.",
                        "PARLEY6029 PayloadsWithoutEvents.leave(int, String): @Payload is for a parameter of an @OnEvent"
                                + " or @OnAnyEvent method. Remove the parameter.");
    }

    @SocketNamespace("/a")
    static class Misplaced {
        @OnConnect
        void enter(DisconnectReason reason) {}

        @OnEvent("x")
        void event(DisconnectReason reason) {}

        @OnDisconnect
        void leave(Ack<String> ack) {}
    }

    @Test
    void reasonAndAckAreForTheirOccasionsOnly() {
        String reason = "(DisconnectReason): DisconnectReason is for a parameter of an @OnDisconnect method. Remove the"
                + " parameter.";
        assertThat(problemsOf(Misplaced.class))
                .containsExactly(
                        "PARLEY6022 Misplaced.enter" + reason,
                        "PARLEY6022 Misplaced.event" + reason,
                        "PARLEY6023 Misplaced.leave(Ack): Ack is for a parameter of an @OnEvent or @OnAnyEvent method. Remove the"
                                + " parameter.");
    }

    @SocketNamespace("/a")
    static class Acks {
        @OnEvent("x")
        void two(Ack<String> one, Ack<String> two) {}

        @OnEvent("y")
        String result(Ack<String> ack) {
            return "";
        }
    }

    @Test
    void aMethodAnswersInOneWayOnly() {
        assertThat(problemsOf(Acks.class))
                .containsExactly(
                        "PARLEY6025 Acks.result(Ack): a method with an Ack parameter answers through it, but this one also"
                                + " returns String. Return void, or remove the parameter.",
                        "PARLEY6024 Acks.two(Ack, Ack): only one parameter can be the Ack. Remove one of the two.");
    }

    @SocketNamespace("/a")
    static class Indexes {
        @OnEvent("x")
        void negative(@Payload(-1) String s) {}

        @OnEvent("y")
        void typed(@Payload(0) Socket s) {}

        @OnEvent("z")
        void named(@EventName @Payload(0) String s) {}

        @OnError
        String failed(@Payload(0) IllegalStateException e) {
            return "";
        }
    }

    @Test
    void payloadNamesAnArgumentForAParameterThatTakesOne() {
        assertThat(problemsOf(Indexes.class))
                .containsExactly(
                        "PARLEY6027 Indexes.failed(IllegalStateException): parameter 1 is the exception, so it takes no"
                                + " @Payload. Remove the annotation.",
                        "PARLEY6027 Indexes.named(String): parameter 1 is the name of the event, so it takes no @Payload."
                                + " Remove the annotation.",
                        "PARLEY6026 Indexes.negative(String): @Payload(-1) names no argument. Count from 0.",
                        "PARLEY6027 Indexes.typed(Socket): parameter 1 is the Socket, so it takes no @Payload. Remove the"
                                + " annotation.");
    }

    @SocketNamespace("/a")
    static class Unbindable {
        @OnEvent("x")
        <T> void variable(List<T> list) {}

        @OnEvent("y")
        void ours(RemoteSocket socket) {}

        @OnEvent("z")
        void inside(Optional<Socket> socket, Socket... sockets) {}

        @OnAnyEvent
        void any(IncomingEvent event) {}
    }

    @Test
    void aParameterMustHaveATypeThatJsonBindsTo() {
        String rest = ". Declare the type that clients send, or jakarta.json.JsonValue.";
        assertThat(problemsOf(Unbindable.class))
                .containsExactly(
                        "PARLEY6030 Unbindable.any(IncomingEvent): parameter 1: no JSON can be bound to"
                                + " ee.parley.IncomingEvent" + rest,
                        "PARLEY6030 Unbindable.inside(Optional, Socket[]): parameter 1: no JSON can be bound to"
                                + " java.util.Optional<ee.parley.Socket>" + rest,
                        "PARLEY6030 Unbindable.inside(Optional, Socket[]): parameter 2: no JSON can be bound to"
                                + " ee.parley.Socket[]" + rest,
                        "PARLEY6030 Unbindable.ours(RemoteSocket): parameter 1: no JSON can be bound to"
                                + " ee.parley.RemoteSocket" + rest,
                        "PARLEY6030 Unbindable.variable(List): parameter 1: no JSON can be bound to"
                                + " java.util.List<T>" + rest);
    }

    @SocketNamespace("/a")
    static class Results {
        @OnConnect
        boolean enter() {
            return true;
        }

        @OnDisconnect
        String leave() {
            return "";
        }

        @OnEvent("x")
        Future<String> future() {
            return CompletableFuture.completedFuture("");
        }

        @OnEvent("y")
        CompletionStage<List<RemoteSocket>> sockets() {
            return CompletableFuture.completedFuture(List.of());
        }
    }

    @Test
    void aResultMustHaveAReceiver() {
        String ignored = ". Return void, or a CompletionStage that completes when the method is done.";
        assertThat(problemsOf(Results.class))
                .containsExactly(
                        "PARLEY6031 Results.enter(): an @OnConnect method answers nobody, but this one returns boolean"
                                + ignored,
                        "PARLEY6032 Results.future(): a result of type Future cannot be sent to a client. Return the value,"
                                + " or a CompletionStage of it.",
                        "PARLEY6031 Results.leave(): an @OnDisconnect method answers nobody, but this one returns String"
                                + ignored,
                        "PARLEY6032 Results.sockets(): a result of type"
                                + " java.util.concurrent.CompletionStage<java.util.List<ee.parley.RemoteSocket>> cannot be"
                                + " sent to a client. Return the value, or a CompletionStage of it.");
    }
}
