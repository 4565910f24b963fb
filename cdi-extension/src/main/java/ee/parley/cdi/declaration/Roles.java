// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.declaration;

import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedType;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The names of roles in the annotations of an application: those that the container is asked for. Confined to the thread that deploys. */
public final class Roles {
    private final Set<String> names = new TreeSet<>();

    public void add(AnnotatedType<?> type) {
        if (type.isAnnotationPresent(DeclareRoles.class)) {
            names.addAll(List.of(type.getAnnotation(DeclareRoles.class).value()));
        }
        addAllowed(type);
        type.getMethods().forEach(this::addAllowed);
    }

    private void addAllowed(Annotated annotated) {
        if (annotated.isAnnotationPresent(RolesAllowed.class)) {
            names.addAll(List.of(annotated.getAnnotation(RolesAllowed.class).value()));
        }
    }

    public Set<String> names() {
        return Set.copyOf(names);
    }
}
