// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.context;

import ee.parley.Connected;
import ee.parley.Disconnected;
import ee.parley.Disconnection;
import ee.parley.InNamespace;
import ee.parley.RoomEvent;
import ee.parley.Socket;
import ee.parley.cdi.handler.Methods;
import ee.parley.cdi.handler.TypeArguments;
import ee.parley.cdi.problem.Problems;
import ee.parley.cdi.problem.Rule;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.ObserverMethod;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who observes sockets and rooms by CDI events: known beforehand, so that nothing is fired where nobody does. Confined to the
 * thread that deploys, and from then on unchanged.
 */
public final class Observers {
    private final List<ObserverMethod<?>> connected = new ArrayList<>();
    private final List<ObserverMethod<?>> disconnected = new ArrayList<>();
    private final List<ObserverMethod<?>> rooms = new ArrayList<>();
    private final List<Consumer<Problems>> wrong = new ArrayList<>();

    SocketEvents<Socket> connections(Event<Object> events) {
        return events(Socket.class, events.select(Socket.class, Connected.Literal.INSTANCE), connected);
    }

    SocketEvents<Disconnection> disconnections(Event<Object> events) {
        return events(
                Disconnection.class, events.select(Disconnection.class, Disconnected.Literal.INSTANCE), disconnected);
    }

    SocketEvents<RoomEvent> rooms(Event<Object> events) {
        return events(RoomEvent.class, events.select(RoomEvent.class), rooms);
    }

    private static <E> SocketEvents<E> events(Class<E> type, Event<E> event, List<ObserverMethod<?>> observers) {
        return new SocketEvents<>(
                type,
                event,
                observers.stream().anyMatch(observer -> !observer.isAsync()),
                observers.stream().anyMatch(ObserverMethod::isAsync));
    }

    /**
     * Takes an observer.
     *
     * @param method the method of the bean that it is, if it is one
     */
    public void add(ObserverMethod<?> observer, @Nullable AnnotatedMethod<?> method) {
        Set<Class<? extends Annotation>> qualifiers = new HashSet<>();
        observer.getObservedQualifiers().forEach(qualifier -> qualifiers.add(qualifier.annotationType()));
        Class<?> type = TypeArguments.raw(observer.getObservedType());
        check(type, qualifiers, method == null ? observer.toString() : Methods.place(method.getJavaMember()));
        qualifiers.remove(Any.class);
        addTo(connected, observer, type.isAssignableFrom(Socket.class), qualifiers, Set.of(Connected.class));
        addTo(
                disconnected,
                observer,
                type.isAssignableFrom(Disconnection.class),
                qualifiers,
                Set.of(Disconnected.class));
        addTo(rooms, observer, type.isAssignableFrom(RoomEvent.class), qualifiers, Set.of());
    }

    private static void addTo(
            List<ObserverMethod<?>> observers,
            ObserverMethod<?> observer,
            boolean typeFits,
            Set<Class<? extends Annotation>> observed,
            Set<Class<? extends Annotation>> fired) {
        if (typeFits && fired.containsAll(observed)) {
            observers.add(observer);
        }
    }

    private void check(Class<?> type, Set<Class<? extends Annotation>> qualifiers, String place) {
        boolean arrival = qualifiers.contains(Connected.class);
        boolean departure = qualifiers.contains(Disconnected.class);
        boolean ours = arrival || departure || type == RoomEvent.class;
        if (ours && qualifiers.contains(InNamespace.class)) {
            wrong.add(problems -> problems.add(Rule.FILTERED_EVENT, place));
        }
        boolean fired = (!arrival || type.isAssignableFrom(Socket.class))
                && (!departure || type.isAssignableFrom(Disconnection.class));
        if (ours && !fired) {
            String fires = arrival && departure ? "@Connected @Disconnected" : arrival ? "@Connected" : "@Disconnected";
            wrong.add(problems -> problems.add(Rule.NEVER_FIRED, place, fires, type.getSimpleName()));
        }
    }

    /** Reports what is wrong with them. */
    public void report(Problems all) {
        wrong.forEach(problem -> problem.accept(all));
    }
}
