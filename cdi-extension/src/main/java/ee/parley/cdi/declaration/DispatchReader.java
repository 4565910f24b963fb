// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.declaration;

import ee.parley.Concurrent;
import ee.parley.NonBlocking;
import ee.parley.cdi.handler.Methods;
import ee.parley.cdi.problem.Problems;
import ee.parley.cdi.problem.Rule;
import ee.parley.impl.socket.Dispatch;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how the events of one bean are to be handled, and reports what contradicts itself. */
final class DispatchReader {
    private static final List<Class<? extends Annotation>> KINDS = List.of(NonBlocking.class, Concurrent.class);

    /** By its name, because an application need not have transactions. */
    private static final String TRANSACTIONAL = "jakarta.transaction.Transactional";

    private final AnnotatedType<?> type;
    private final Problems problems;
    private final Dispatch general;
    private final Map<String, Dispatch> events = new HashMap<>();
    private Optional<Dispatch> any = Optional.empty();

    DispatchReader(AnnotatedType<?> type, Problems problems) {
        this.type = type;
        this.problems = problems;
        this.general = kind(type, type.getJavaClass().getSimpleName()).orElse(Dispatch.SERIAL);
        for (AnnotatedMethod<?> method : type.getMethods()) {
            if (Methods.occasions(method).isEmpty()) {
                checkMisplaced(method);
            }
        }
    }

    /** Reads the method of one event. */
    void readEvent(String event, AnnotatedMethod<?> method) {
        events.put(event, read(method));
    }

    /** Reads the method that hears every event. */
    void readAny(AnnotatedMethod<?> method) {
        any = Optional.of(read(method));
    }

    /** Reads a method that hears no events. */
    void checkMisplaced(AnnotatedMethod<?> method) {
        for (Class<? extends Annotation> kind : KINDS) {
            if (method.isAnnotationPresent(kind)) {
                problems.add(Rule.MISPLACED_DISPATCH, Methods.place(method.getJavaMember()), kind.getSimpleName());
            }
        }
    }

    Dispatching result() {
        return Dispatching.of(events, any);
    }

    private Dispatch read(AnnotatedMethod<?> method) {
        Method member = method.getJavaMember();
        String place = Methods.place(member);
        Dispatch dispatch = kind(method, place).orElse(general);
        if (dispatch == Dispatch.NON_BLOCKING && (transactional(method) || transactional(type))) {
            problems.add(Rule.NON_BLOCKING_TRANSACTION, place);
        }
        return dispatch;
    }

    private Optional<Dispatch> kind(Annotated annotated, String place) {
        boolean nonBlocking = annotated.isAnnotationPresent(NonBlocking.class);
        boolean concurrent = annotated.isAnnotationPresent(Concurrent.class);
        if (nonBlocking && concurrent) {
            problems.add(Rule.CONTRADICTORY_DISPATCH, place);
        }
        if (nonBlocking) {
            return Optional.of(Dispatch.NON_BLOCKING);
        }
        return concurrent ? Optional.of(Dispatch.CONCURRENT) : Optional.empty();
    }

    private static boolean transactional(Annotated annotated) {
        return annotated.getAnnotations().stream()
                .anyMatch(each -> each.annotationType().getName().equals(TRANSACTIONAL));
    }
}
