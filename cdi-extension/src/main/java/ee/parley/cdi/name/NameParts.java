// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.name;

import ee.parley.ConnectionRefusedException;
import ee.parley.NamespaceParam;
import ee.parley.Socket;
import ee.parley.cdi.handler.Source;
import ee.parley.cdi.handler.TypeArguments;
import ee.parley.cdi.problem.Problems;
import ee.parley.cdi.problem.Rule;
import ee.parley.impl.socket.ChildNames;
import ee.parley.impl.socket.LocalNamespace;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a name that the handlers of one bean take, each converted to the types they want, when a namespace is made.
 *
 * <p>Filled on the thread that deploys; from then on it does not change.
 */
public final class NameParts implements ChildNames {
    private record Part(String variable, Class<?> type) {}

    /** What a name consists of; one that is null is not there. */
    private record Values(Map<Part, Object> values) {}

    private final DeclaredName declared;
    private final Map<Part, Conversion> wanted = new LinkedHashMap<>();

    public NameParts(DeclaredName declared) {
        this.declared = declared;
    }

    /** For handlers of every namespace, whose names have nothing in common. */
    public static NameParts none() {
        return new NameParts(new DeclaredName.Literal("every namespace"));
    }

    /** The source of a parameter; what is wrong with it is reported. */
    public Source source(NamespaceParam param, Type type, String place, int number, Problems problems) {
        Class<?> raw = TypeArguments.raw(type);
        Part part = new Part(param.value(), raw);
        if (!(declared instanceof DeclaredName.Malformed)) {
            checkVariable(param.value(), place, problems);
        }
        Optional<Conversion> conversion = Conversion.to(raw);
        if (conversion.isPresent()) {
            wanted.put(part, conversion.get());
        } else {
            problems.add(Rule.UNCONVERTIBLE_PARAM, place, number, type.getTypeName());
        }
        return call -> value(call.socket(), part);
    }

    private void checkVariable(String variable, String place, Problems problems) {
        if (declared.variables().isEmpty()) {
            problems.add(Rule.PARAM_WITHOUT_VARIABLE, place, variable, declared.text());
        } else if (!declared.variables().contains(variable)) {
            problems.add(
                    Rule.UNKNOWN_PARAM,
                    place,
                    variable,
                    declared.text(),
                    String.join(", ", declared.variables().stream().sorted().toList()));
        }
    }

    @Override
    public Optional<?> match(String name) {
        return declared.match(name).map(texts -> new Values(convert(name, texts)));
    }

    /** A regular expression may take long, so it is not for a lane. */
    @Override
    public boolean mayMatch(String name) {
        return declared instanceof DeclaredName.Expression
                || declared.match(name).isPresent();
    }

    private Map<Part, Object> convert(String name, Map<String, String> texts) {
        Map<Part, Object> values = new HashMap<>();
        wanted.forEach((part, conversion) -> {
            String text = texts.get(part.variable);
            if (text != null) {
                values.put(part, convert(name, text, part, conversion));
            } else if (part.type.isPrimitive()) {
                throw refusal();
            }
        });
        return values;
    }

    private static Object convert(String name, String text, Part part, Conversion conversion) {
        try {
            return conversion.of(text);
        } catch (Exception unfit) {
            NameLog.unfitName(name, part.variable, unfit);
            throw refusal();
        }
    }

    private static ConnectionRefusedException refusal() {
        return new ConnectionRefusedException("Invalid namespace");
    }

    private static @Nullable Object value(Socket socket, Part part) {
        return ((LocalNamespace) socket.namespace())
                .match()
                .map(match -> ((Values) match).values.get(part))
                .orElse(null);
    }
}
