// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.name;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name with variables, such as {@code /tenant-{id}}. A variable takes one or more characters other than {@code /}, and as
 * few as there may be up to the text that follows it. Immutable.
 *
 * <p>Not translated to a regular expression, which takes ever longer on hostile names the more variables there are.
 *
 * @param text as declared
 * @param segments what is between the slashes
 */
public record Template(String text, List<Segment> segments) implements DeclaredName {
    private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)}");

    public Template {
        segments = List.copyOf(segments);
    }

    static boolean looksLike(String text) {
        return text.indexOf('{') >= 0 || text.indexOf('}') >= 0;
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException when it is malformed; the message says why
     */
    static Template parse(String text) {
        List<Segment> segments = new ArrayList<>();
        for (String segment : text.split("/", -1)) {
            segments.add(Segment.parse(segment));
        }
        return new Template(text, segments);
    }

    @Override
    public Set<String> variables() {
        return new LinkedHashSet<>(names());
    }

    /** The variables as they come, be it twice. */
    List<String> names() {
        return segments.stream()
                .flatMap(segment -> segment.variables().stream())
                .toList();
    }

    /** The template without the names of its variables: two of one shape take the same names. */
    String shape() {
        return VARIABLE.matcher(text).replaceAll("{}");
    }

    /** How many characters are not variable: the more, the more specific it is. */
    public int literalLength() {
        return VARIABLE.matcher(text).replaceAll("").length();
    }

    @Override
    public Optional<Map<String, String>> match(String name) {
        String[] parts = name.split("/", -1);
        if (parts.length != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i++) {
            if (!segments.get(i).match(parts[i], values)) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    /**
     * What is between two slashes: texts, with a variable between each two of them.
     *
     * @param texts one more than variables; the first and the last may be empty
     * @param variables the names of the variables
     */
    record Segment(List<String> texts, List<String> variables) {
        Segment {
            texts = List.copyOf(texts);
            variables = List.copyOf(variables);
        }

        static Segment parse(String segment) {
            List<String> texts = new ArrayList<>();
            List<String> variables = new ArrayList<>();
            Matcher variable = VARIABLE.matcher(segment);
            int end = 0;
            while (variable.find()) {
                String before = segment.substring(end, variable.start());
                if (before.isEmpty() && !variables.isEmpty()) {
                    throw new IllegalArgumentException("{" + variables.get(variables.size() - 1) + "} and "
                            + variable.group() + " stand side by side, so nothing tells where one ends");
                }
                texts.add(before);
                variables.add(variable.group(1));
                end = variable.end();
            }
            texts.add(segment.substring(end));
            for (String text : texts) {
                if (looksLike(text)) {
                    throw new IllegalArgumentException("\"" + text + "\" has a brace that belongs to no variable");
                }
            }
            return new Segment(texts, variables);
        }

        /** Puts the values of the variables. The first place where a text is found is as good as any later one. */
        boolean match(String part, Map<String, String> values) {
            if (variables.isEmpty()) {
                return part.equals(texts.get(0));
            }
            String last = texts.get(variables.size());
            int from = texts.get(0).length();
            int to = part.length() - last.length();
            if (!part.startsWith(texts.get(0)) || !part.endsWith(last)) {
                return false;
            }
            for (int i = 0; i < variables.size() - 1; i++) {
                String next = texts.get(i + 1);
                int found = part.indexOf(next, from + 1);
                if (found < 0) {
                    return false;
                }
                values.put(variables.get(i), part.substring(from, found));
                from = found + next.length();
            }
            if (from >= to) {
                return false;
            }
            values.put(variables.get(variables.size() - 1), part.substring(from, to));
            return true;
        }
    }
}
