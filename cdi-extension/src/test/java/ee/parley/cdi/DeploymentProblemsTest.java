// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ee.parley.Ack;
import ee.parley.Auth;
import ee.parley.DisconnectReason;
import ee.parley.Handshake;
import ee.parley.InNamespace;
import ee.parley.Namespace;
import ee.parley.OnConnect;
import ee.parley.OnDisconnect;
import ee.parley.OnEvent;
import ee.parley.Payload;
import ee.parley.RemoteSocket;
import ee.parley.ServerOptions;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import ee.parley.SocketServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessSessionBean;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class DeploymentProblemsTest {
    /** The lines of the deployment error, without the first. */
    private static List<String> problemsOf(Class<?>... beans) {
        Throwable failure = catchThrowable(() -> {
            try (SeContainer container = Containers.of(beans)) {
                assertThat(container.isRunning()).isTrue();
            }
        });
        assertThat(failure).isNotNull();
        List<String> lines = failure.getMessage()
                .substring(failure.getMessage().indexOf("Parley cannot deploy this application:"))
                .lines()
                .toList();
        return lines.stream()
                .skip(1)
                .takeWhile(line -> line.startsWith("  PARLEY"))
                .map(String::strip)
                .toList();
    }

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
    @SuppressWarnings("UnusedMethod") // the point of one of them
    static class Modifiers {
        @OnEvent("private")
        private void hidden() {}

        @OnEvent("static")
        static void shared() {}

        @OnEvent("final")
        final void fixed() {}
    }

    @Test
    void handlersMustNotBePrivateStaticOrFinal() {
        assertThat(problemsOf(Modifiers.class))
                .containsExactly(
                        "PARLEY6004 Modifiers.fixed(): a handler must not be final: the container calls it through a"
                                + " proxy. Remove the modifier.",
                        "PARLEY6001 Modifiers.hidden(): a handler must not be private. Make it package-private,"
                                + " protected or public.",
                        "PARLEY6002 Modifiers.shared(): a handler must not be static. Remove the modifier.");
    }

    abstract static class Contract {
        @OnEvent("abstract")
        abstract void open(String s);
    }

    @SocketNamespace("/a")
    static class Contractor extends Contract {
        @Override
        void open(String s) {}
    }

    @Test
    void anAbstractMethodThatIsImplementedWithoutTheAnnotationIsReported() {
        assertThat(problemsOf(Contractor.class))
                .containsExactly("PARLEY6003 Contract.open(String): a handler must not be abstract. Move the annotation"
                        + " to the method that implements it.");
    }

    @SocketNamespace("/a")
    static class TwiceMarked {
        @OnConnect
        @OnEvent("x")
        void both() {}
    }

    @Test
    void aMethodMustNotBeTwoHandlers() {
        assertThat(problemsOf(TwiceMarked.class))
                .containsExactly("PARLEY6005 TwiceMarked.both(): a method must be one handler only, but is annotated"
                        + " @OnConnect and @OnEvent. Split it into several methods.");
    }

    @SocketNamespace("/a")
    static class Names {
        @OnEvent("")
        void empty() {}

        @OnEvent("disconnect")
        void reserved() {}
    }

    @Test
    void anEventMustHaveANameThatIsNotReserved() {
        assertThat(problemsOf(Names.class))
                .containsExactly(
                        "PARLEY6006 Names.empty(): the name of an event must not be empty. Name the event in @OnEvent.",
                        "PARLEY6007 Names.reserved(): the event name \"disconnect\" is reserved. Use another name; for"
                                + " the socket's own life there are @OnConnect and @OnDisconnect.");
    }

    @SocketNamespace("/a")
    static class Doubles {
        @OnEvent("x")
        void first() {}

        @OnEvent("x")
        void second() {}

        @OnConnect
        void enter() {}

        @OnConnect
        void enterToo() {}

        @OnDisconnect
        void leave() {}

        @OnDisconnect
        void leaveToo() {}
    }

    @Test
    void anOccasionMustHaveOneHandlerOnly() {
        assertThat(problemsOf(Doubles.class))
                .containsExactly(
                        "PARLEY6009 Doubles.enterToo(): the bean already has the @OnConnect method Doubles.enter()."
                                + " Keep one of the two methods.",
                        "PARLEY6010 Doubles.leaveToo(): the bean already has the @OnDisconnect method Doubles.leave()."
                                + " Keep one of the two methods.",
                        "PARLEY6008 Doubles.second(): event \"x\" is already handled by Doubles.first(). Keep one of the"
                                + " two methods.");
    }

    @SocketNamespace("/a")
    static class One {}

    @SocketNamespace("/a")
    static class Other {}

    @Test
    void aNamespaceMustHaveOneBeanOnly() {
        assertThat(problemsOf(One.class, Other.class))
                .containsExactly(
                        "PARLEY6011 Other: namespace \"/a\" is already served by One. Give one of the two beans"
                                + " another name.");
    }

    @SocketNamespace("a")
    static class Slashless {}

    @SocketNamespace("/a,b")
    static class Comma {}

    @SocketNamespace("/a?b")
    static class Query {}

    @Test
    void theNameOfANamespaceMustBeWellFormed() {
        assertThat(problemsOf(Slashless.class, Comma.class, Query.class))
                .containsExactly(
                        "PARLEY6012 Comma: \"/a,b\" cannot be the name of a namespace. Use a name that begins with / and"
                                + " contains neither , nor ?.",
                        "PARLEY6012 Query: \"/a?b\" cannot be the name of a namespace. Use a name that begins with / and"
                                + " contains neither , nor ?.",
                        "PARLEY6012 Slashless: \"a\" cannot be the name of a namespace. Use a name that begins with / and"
                                + " contains neither , nor ?.");
    }

    @Dependent
    @SocketNamespace("/a")
    static class Dependents {}

    @Singleton
    @SocketNamespace("/b")
    static class Single {}

    @SessionScoped
    @SocketNamespace("/c")
    static class PerSession implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void theScopeMustBeNormalAndActiveInCallbacks() {
        String rest =
                " does not suit a namespace bean, which serves many sockets, outside of HTTP sessions. Remove it, so"
                        + " that the bean is @ApplicationScoped, or declare @RequestScoped.";
        assertThat(problemsOf(Dependents.class, Single.class, PerSession.class))
                .containsExactly(
                        "PARLEY6013 Dependents: the scope @Dependent" + rest,
                        "PARLEY6013 PerSession: the scope @SessionScoped" + rest,
                        "PARLEY6013 Single: the scope @Singleton" + rest);
    }

    @SocketNamespace("/a")
    interface Interface {}

    @SocketNamespace("/b")
    abstract static class AbstractClass {}

    @Test
    void aNamespaceThatIsNoConcreteClassIsReported() {
        String rest = ": @SocketNamespace is on an interface or abstract class, of which there is no bean. Move the"
                + " annotation to a concrete class.";
        assertThat(problemsOf(Interface.class, AbstractClass.class))
                .containsExactly("PARLEY6014 AbstractClass" + rest, "PARLEY6014 Interface" + rest);
    }

    @SocketNamespace("/a")
    static final class Final {}

    @Test
    void theClassMustNotBeFinal() {
        assertThat(problemsOf(Final.class))
                .containsExactly("PARLEY6017 Final: the class is final, so the container cannot make a proxy of it."
                        + " Remove the modifier.");
    }

    @SocketNamespace("/a")
    @Typed(Object.class)
    static class Untyped {}

    @Test
    void theContainerMustBeAbleToRefer() {
        assertThat(problemsOf(Untyped.class))
                .singleElement()
                .asString()
                .startsWith("PARLEY6016 Untyped: the container cannot make a proxy of the bean: ")
                .endsWith(
                        " Give the class a constructor without parameters that is not private, no final methods, and no"
                                + " @Typed that leaves the class out.");
    }

    @Test
    void sessionBeansAreRefused() {
        Declarations declarations = new Declarations();
        Problems problems = new Problems();
        try (SeContainer container = Containers.of(Sound.class)) {
            BeanManager beans = container.getBeanManager();
            AnnotatedType<Sound> type = beans.createAnnotatedType(Sound.class);
            Bean<?> bean = beans.resolve(beans.getBeans(Sound.class));
            declarations.add(type);
            declarations.add((ProcessManagedBean<?>) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {ProcessSessionBean.class},
                    (proxy, method, arguments) -> method.getName().equals("getBean") ? bean : type));
            declarations.read(beans, problems);
        }
        assertThat(problems.report().lines().skip(1))
                .containsExactly(
                        "  PARLEY6015 Sound: a session bean cannot serve a namespace. Make it a plain CDI bean;"
                                + " @Transactional works on it.");
    }

    @ApplicationScoped
    static class Stray {
        @OnEvent("x")
        void nobodyCallsThis() {}
    }

    @Test
    void handlersOutsideOfANamespaceBeanAreReported() {
        assertThat(problemsOf(Stray.class))
                .containsExactly(
                        "PARLEY6018 Stray.nobodyCallsThis(): nobody calls this @OnEvent method, because its class"
                                + " is no @SocketNamespace bean. Annotate the class @SocketNamespace or remove the annotation from"
                                + " the method.");
    }

    @ApplicationScoped
    static class ConcreteBase {
        @OnEvent("x")
        void event() {}
    }

    @SocketNamespace("/a")
    static class OfConcreteBase extends ConcreteBase {}

    @Test
    void handlersThatANamespaceBeanInheritsAreNotStray() {
        try (SeContainer container = Containers.of(ConcreteBase.class, OfConcreteBase.class)) {
            assertThat(container.isRunning()).isTrue();
        }
    }

    @SocketNamespace("/a")
    static class Auths {
        @OnConnect
        void enter(@Auth String one, @Auth String two) {}

        @OnEvent("x")
        void event(@Auth String auth) {}

        @OnEvent("y")
        void both(@Auth @Payload(0) String auth) {}
    }

    @Test
    void authIsForOneParameterOfTheGate() {
        String misplaced =
                ": @Auth is for a parameter of an @OnConnect method. Remove it, or use Socket.handshake().auth().";
        assertThat(problemsOf(Auths.class))
                .containsExactly(
                        "PARLEY6019 Auths.both(String)" + misplaced,
                        "PARLEY6028 Auths.both(String): parameter 1 cannot be both @Auth and @Payload. Remove one of the"
                                + " two.",
                        "PARLEY6020 Auths.enter(String, String): only one parameter can be @Auth. Bind the payload to one"
                                + " type that holds all of it.",
                        "PARLEY6019 Auths.event(String)" + misplaced);
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
                                + " method. Remove the parameter.");
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
                        "PARLEY6023 Misplaced.leave(Ack): Ack is for a parameter of an @OnEvent method. Remove the"
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
    }

    @Test
    void payloadNamesAnArgumentForAParameterThatTakesOne() {
        assertThat(problemsOf(Indexes.class))
                .containsExactly(
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
    }

    @Test
    void aParameterMustHaveATypeThatJsonBindsTo() {
        String rest = ". Declare the type that clients send, or jakarta.json.JsonValue.";
        assertThat(problemsOf(Unbindable.class))
                .containsExactly(
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
                                + ignored);
    }

    @ApplicationScoped
    static class Injected {
        @Inject
        @InNamespace("/nowhere")
        Namespace named;

        @Inject
        Namespace own;
    }

    @Test
    void anInjectedNamespaceMustExist() {
        assertThat(problemsOf(One.class, Injected.class))
                .containsExactly(
                        "PARLEY6033 Injected.named: @InNamespace(\"/nowhere\") names a namespace that no bean serves. Use"
                                + " one of: /a.",
                        "PARLEY6034 Injected.own: only a @SocketNamespace bean has a Namespace of its own. Name the"
                                + " namespace: @Inject @InNamespace(\"/...\") Namespace.");
    }

    @Test
    void badSettingsAreReportedWithTheRest() {
        System.setProperty("parley.ping-interval", "soon");
        try {
            assertThat(problemsOf(TwiceMarked.class))
                    .hasSize(2)
                    .contains("PARLEY6035 parley.ping-interval: \"soon\" is not allowed. Give a whole number of"
                            + " milliseconds from 1 to 2147483647.");
        } finally {
            System.clearProperty("parley.ping-interval");
        }
    }

    @ApplicationScoped
    static class Producers {
        @Produces
        ServerOptions one() {
            return ServerOptions.defaults();
        }

        @Produces
        ServerOptions two() {
            return ServerOptions.defaults();
        }
    }

    @Test
    void optionsMustBeProducedOnce() {
        assertThat(problemsOf(Producers.class))
                .containsExactly("PARLEY6036 ServerOptions: there are 2 beans of this type. Leave one of them.");
    }

    @Test
    void theProblemsOfAllBeansAreReportedInOneError() {
        assertThat(problemsOf(Results.class, Other.class, Stray.class, Injected.class))
                .hasSize(7);
    }
}
