// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.handler;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.lang.annotation.Annotation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may do something.
 *
 * @param everybody whether no role is needed
 * @param roles one of them is needed otherwise; none is for nobody
 */
public record Access(boolean everybody, Set<String> roles) {
    public static final Access OPEN = new Access(true, Set.of());
    private static final Access CLOSED = new Access(false, Set.of());

    public Access {
        roles = Set.copyOf(roles);
    }

    /** The annotations of a class or method, be they what it was written with or what an extension made of it. */
    @FunctionalInterface
    public interface Annotations {
        <A extends Annotation> @Nullable A get(Class<A> type);
    }

    public boolean granted(Predicate<String> hasRole) {
        return everybody || roles.stream().anyMatch(hasRole);
    }

    /** The kinds of security annotations in use; more than one is a mistake. */
    public static List<Class<? extends Annotation>> kinds(Annotations annotations) {
        return Stream.<Class<? extends Annotation>>of(DenyAll.class, RolesAllowed.class, PermitAll.class)
                .filter(kind -> annotations.get(kind) != null)
                .toList();
    }

    /** What the annotations say; empty where they say nothing. */
    public static Optional<Access> of(Annotations annotations) {
        if (annotations.get(DenyAll.class) != null) {
            return Optional.of(CLOSED);
        }
        RolesAllowed allowed = annotations.get(RolesAllowed.class);
        if (allowed != null) {
            return Optional.of(new Access(false, new LinkedHashSet<>(List.of(allowed.value()))));
        }
        return annotations.get(PermitAll.class) == null ? Optional.empty() : Optional.of(OPEN);
    }
}
