// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.invocation;

import ee.parley.cdi.handler.Argument;
import ee.parley.cdi.handler.Handler;
import ee.parley.cdi.handler.Source;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads violations of constraints on the parameters of a handler. Guarded: loaded only where there is Jakarta Validation. */
final class Violations {
    private static final Comparator<Violation> ORDER = Comparator.comparingInt(Violation::argument)
            .thenComparing(Violation::path)
            .thenComparing(Violation::message);

    private Violations() {}

    /**
     * One violation.
     *
     * @param argument the index of the argument; negative when it concerns none
     * @param path from the argument to what violates
     * @param message for people, as the constraint has it
     */
    private record Violation(int argument, String path, String message) {
        Map<String, Object> body() {
            Map<String, Object> body = new LinkedHashMap<>();
            if (argument >= 0) {
                body.put("argument", argument);
            }
            body.put("path", path);
            body.put("message", message);
            return body;
        }
    }

    /** The violations, as the client is told of them; empty unless every one is of a parameter of this very handler. */
    static List<Map<String, Object>> of(Handler handler, Throwable failure) {
        if (!(failure instanceof ConstraintViolationException violated)
                || violated.getConstraintViolations() == null
                || !violated.getConstraintViolations().stream().allMatch(violation -> isInput(violation, handler))) {
            return List.of();
        }
        return violated.getConstraintViolations().stream()
                .map(violation -> read(violation, handler))
                .sorted(ORDER)
                .map(Violation::body)
                .toList();
    }

    private static boolean isInput(ConstraintViolation<?> violation, Handler handler) {
        Iterator<Path.Node> nodes = violation.getPropertyPath().iterator();
        Path.Node first = nodes.next();
        if (first.getKind() != ElementKind.METHOD || !nodes.hasNext()) {
            return false;
        }
        ElementKind second = nodes.next().getKind();
        Method method = handler.method();
        return (second == ElementKind.PARAMETER || second == ElementKind.CROSS_PARAMETER)
                && first.getName().equals(method.getName())
                && first.as(Path.MethodNode.class).getParameterTypes().equals(List.of(method.getParameterTypes()))
                && method.getDeclaringClass().isInstance(violation.getRootBean());
    }

    private static Violation read(ConstraintViolation<?> violation, Handler handler) {
        Iterator<Path.Node> nodes = violation.getPropertyPath().iterator();
        nodes.next();
        Path.Node parameter = nodes.next();
        if (parameter.getKind() == ElementKind.CROSS_PARAMETER) {
            return new Violation(-1, "", violation.getMessage());
        }
        Source source =
                handler.sources().get(parameter.as(Path.ParameterNode.class).getParameterIndex());
        int argument = source instanceof Argument taken ? taken.index() : -1;
        StringBuilder path = new StringBuilder();
        boolean element = source instanceof Argument taken && taken.several();
        while (nodes.hasNext()) {
            Path.Node node = nodes.next();
            if (element && node.isInIterable() && node.getIndex() != null) {
                argument += node.getIndex();
            } else if (node.isInIterable()) {
                path.append('[').append(place(node)).append(']');
            }
            element = false;
            if (node.getKind() == ElementKind.PROPERTY) {
                path.append(path.isEmpty() ? "" : ".").append(node.getName());
            }
        }
        return new Violation(argument, path.toString(), violation.getMessage());
    }

    private static Object place(Path.Node node) {
        if (node.getKey() != null) {
            return node.getKey();
        }
        return node.getIndex() == null ? "" : node.getIndex();
    }
}
