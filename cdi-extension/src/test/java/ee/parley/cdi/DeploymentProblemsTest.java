// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import static ee.parley.cdi.Containers.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.InNamespace;
import ee.parley.Namespace;
import ee.parley.OnConnect;
import ee.parley.OnDisconnect;
import ee.parley.OnEvent;
import ee.parley.ServerOptions;
import ee.parley.SocketNamespace;
import ee.parley.cdi.declaration.Declarations;
import ee.parley.cdi.problem.Problems;
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
import org.junit.jupiter.api.Test;

class DeploymentProblemsTest {
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

    @SuppressWarnings({"ClassCanBeStatic", "InnerClassMayBeStatic"}) // which is what is wrong
    @SocketNamespace("/a")
    class Inner {}

    @SocketNamespace("/b")
    static class Built {
        Built(String name) {
            throw new AssertionError(name);
        }
    }

    @Test
    void aClassOfWhichTheContainerMakesNoBeanIsReported() {
        String rest = ": @SocketNamespace is on a class of which the container makes no bean. Make it static if it is"
                + " inside another class, and give it a constructor without parameters, or one that is @Inject.";
        assertThat(problemsOf(Inner.class, Built.class))
                .containsExactly("PARLEY6069 Built" + rest, "PARLEY6069 Inner" + rest);
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
        try (SeContainer container = Containers.of(SignatureProblemsTest.Sound.class)) {
            BeanManager beans = container.getBeanManager();
            AnnotatedType<SignatureProblemsTest.Sound> type =
                    beans.createAnnotatedType(SignatureProblemsTest.Sound.class);
            Bean<?> bean = beans.resolve(beans.getBeans(SignatureProblemsTest.Sound.class));
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
        assertThat(problemsOf(SignatureProblemsTest.Results.class, Other.class, Stray.class, Injected.class))
                .hasSize(8);
    }
}
