// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.declaration;

import ee.parley.cdi.handler.Access;
import ee.parley.cdi.handler.Handler;
import ee.parley.cdi.handler.Methods;
import ee.parley.cdi.handler.Occasion;
import ee.parley.cdi.problem.Problems;
import ee.parley.cdi.problem.Rule;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads who may call the handlers of one bean: what a method says counts more than what the class of the bean says, and that
 * more than what its superclasses say.
 */
final class AccessReader {
    private final Problems problems;
    private final Access ofClass;

    AccessReader(AnnotatedType<?> type, Problems problems) {
        this.problems = problems;
        check(type::getAnnotation, type.getJavaClass().getSimpleName());
        this.ofClass = Access.of(type::getAnnotation)
                .or(() -> ofSuperclasses(type.getJavaClass()))
                .orElse(Access.OPEN);
    }

    /** Whoever extends a guarded class has not opened it thereby. */
    private static Optional<Access> ofSuperclasses(Class<?> beanClass) {
        for (Class<?> type = beanClass.getSuperclass(); type != null; type = type.getSuperclass()) {
            Optional<Access> access = Access.of(type::getAnnotation);
            if (access.isPresent()) {
                return access;
            }
        }
        return Optional.empty();
    }

    /** What counts where there is no method, or one that says nothing. */
    Access ofClass() {
        return ofClass;
    }

    /** The handler with what its method, or else its class, says. */
    Handler guarded(Handler handler, AnnotatedMethod<?> method, Occasion occasion) {
        String place = Methods.place(handler.method());
        check(method::getAnnotation, place);
        List<Class<? extends Annotation>> own = Access.kinds(method::getAnnotation);
        if (occasion == Occasion.CONNECT || occasion.hearsEvents()) {
            return handler.with(Access.of(method::getAnnotation).orElse(ofClass));
        }
        if (!own.isEmpty()) {
            problems.add(Rule.UNCHECKED_ACCESS, place, names(own), occasion);
        }
        return handler;
    }

    private void check(Access.Annotations annotations, String place) {
        List<Class<? extends Annotation>> kinds = Access.kinds(annotations);
        if (kinds.size() > 1) {
            problems.add(Rule.CONTRADICTORY_ACCESS, place, names(kinds));
        }
    }

    private static String names(List<Class<? extends Annotation>> kinds) {
        return kinds.stream().map(kind -> "@" + kind.getSimpleName()).collect(Collectors.joining(" and "));
    }
}
