// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.name;

import ee.parley.SocketNamespace;
import ee.parley.cdi.problem.Problems;
import ee.parley.cdi.problem.Rule;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads what {@link SocketNamespace} annotations declare, and reports what is wrong. Confined to the thread that deploys. */
public final class DeclaredNames {
    private static final Pattern GROUP = Pattern.compile("\\(\\?<([A-Za-z][A-Za-z0-9]*)>");

    private final Problems problems;
    /** The first template of each shape. */
    private final Map<String, First> shapes = new HashMap<>();

    private record First(String text, String place) {}

    public DeclaredNames(Problems problems) {
        this.problems = problems;
    }

    public DeclaredName read(SocketNamespace declared, Class<?> beanClass) {
        String place = beanClass.getSimpleName();
        if (declared.regex().isEmpty()) {
            return name(declared.value(), place);
        }
        if (!declared.value().equals("/")) {
            problems.add(Rule.NAME_AND_EXPRESSION, place, declared.value(), declared.regex());
            return new DeclaredName.Malformed(declared.regex());
        }
        return expression(declared.regex(), place);
    }

    private DeclaredName name(String name, String place) {
        if (!name.startsWith("/") || name.contains(",") || name.contains("?")) {
            problems.add(Rule.MALFORMED_NAMESPACE, place, name);
            return new DeclaredName.Malformed(name);
        }
        if (!Template.looksLike(name)) {
            return new DeclaredName.Literal(name);
        }
        Template template;
        try {
            template = Template.parse(name);
        } catch (IllegalArgumentException malformed) {
            problems.add(Rule.MALFORMED_TEMPLATE, place, name, String.valueOf(malformed.getMessage()));
            return new DeclaredName.Malformed(name);
        }
        checkVariables(template.names(), name, place);
        First first = shapes.putIfAbsent(template.shape(), new First(name, place));
        // The same text is reported as a name that is taken.
        if (first != null && !first.text.equals(name)) {
            problems.add(Rule.SECOND_TEMPLATE_OF_SHAPE, place, name, first.place);
        }
        return template;
    }

    private void checkVariables(List<String> variables, String name, String place) {
        Set<String> seen = new HashSet<>();
        Set<String> twice = new LinkedHashSet<>();
        for (String variable : variables) {
            if (!seen.add(variable)) {
                twice.add(variable);
            }
        }
        twice.forEach(variable -> problems.add(Rule.SECOND_VARIABLE, place, variable, name));
    }

    private DeclaredName expression(String regex, String place) {
        try {
            return new DeclaredName.Expression(Pattern.compile(regex), groups(regex));
        } catch (PatternSyntaxException malformed) {
            problems.add(
                    Rule.MALFORMED_EXPRESSION,
                    place,
                    regex,
                    malformed.getDescription() + " near index " + malformed.getIndex());
            return new DeclaredName.Malformed(regex);
        }
    }

    /** The named groups. Before JDK 20 a pattern does not tell them; but a match can be asked for each that may be one. */
    private static Set<String> groups(String regex) {
        Matcher nothing = Pattern.compile("|" + regex).matcher("");
        if (!nothing.matches()) {
            throw new AssertionError(regex);
        }
        Set<String> groups = new LinkedHashSet<>();
        Matcher candidates = GROUP.matcher(regex);
        while (candidates.find()) {
            try {
                nothing.group(candidates.group(1));
                groups.add(candidates.group(1));
            } catch (IllegalArgumentException quoted) {
                // It only looks like a group: an escaped parenthesis, or a quotation.
            }
        }
        return groups;
    }
}
