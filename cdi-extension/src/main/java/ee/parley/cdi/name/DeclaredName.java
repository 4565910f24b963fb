// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.name;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a {@code @SocketNamespace} declares: the name of a namespace, or which names its namespaces have. */
public sealed interface DeclaredName
        permits DeclaredName.Literal, Template, DeclaredName.Expression, DeclaredName.Malformed {
    /** As it is declared. */
    String text();

    /** The parts of a name that handlers can ask for. */
    Set<String> variables();

    /**
     * Takes a name apart.
     *
     * @return the values of the variables, those that took no part left out; empty when the name is none of these
     */
    Optional<Map<String, String>> match(String name);

    /** One namespace. */
    record Literal(String text) implements DeclaredName {
        @Override
        public Set<String> variables() {
            return Set.of();
        }

        @Override
        public Optional<Map<String, String>> match(String name) {
            return name.equals(text) ? Optional.of(Map.of()) : Optional.empty();
        }
    }

    /** Those whose whole name matches. */
    record Expression(Pattern pattern, Set<String> variables) implements DeclaredName {
        public Expression {
            variables = Set.copyOf(variables);
        }

        @Override
        public String text() {
            return pattern.pattern();
        }

        @Override
        public Optional<Map<String, String>> match(String name) {
            Matcher matcher = pattern.matcher(name);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            Map<String, String> values = new HashMap<>();
            for (String variable : variables) {
                String value = matcher.group(variable);
                if (value != null) {
                    values.put(variable, value);
                }
            }
            return Optional.of(values);
        }
    }

    /** One that has been reported; it keeps what depends on it from being reported, too. */
    record Malformed(String text) implements DeclaredName {
        @Override
        public Set<String> variables() {
            return Set.of();
        }

        @Override
        public Optional<Map<String, String>> match(String name) {
            throw new AssertionError(text);
        }
    }

    /** Whether there is a namespace for each name that a client asks for. */
    default boolean hasChildren() {
        return this instanceof Template || this instanceof Expression;
    }
}
