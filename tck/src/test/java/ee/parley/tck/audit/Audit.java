// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Compares what is asserted with what the tests claim to prove. Each problem is a line that says what to do. */
final class Audit {
    private final List<Specification> specifications;
    private final List<Citation> citations;
    private final Set<String> held;
    private final Map<String, Assertion> assertions = new LinkedHashMap<>();

    /** An audit in which the suites {@code held} must be complete; the others may be on their way. */
    Audit(List<Specification> specifications, List<Citation> citations, Set<String> held) {
        this.specifications = List.copyOf(specifications);
        this.citations = List.copyOf(citations);
        this.held = Set.copyOf(held);
        specifications.stream().flatMap(Specification::assertions).forEach(assertion -> {
            if (assertions.put(assertion.id(), assertion) != null) {
                throw new IllegalArgumentException("there are two assertions " + assertion.id());
            }
        });
    }

    /** Returns the tests that claim to prove an assertion. */
    List<Citation> proofs(Assertion assertion) {
        return citations.stream()
                .filter(citation -> citation.ids().contains(assertion.id()))
                .toList();
    }

    List<Specification> specifications() {
        return specifications;
    }

    List<String> unproven() {
        return specifications.stream()
                .filter(specification -> held.contains(specification.suite()))
                .flatMap(Specification::assertions)
                .filter(assertion -> assertion.testable() && proofs(assertion).isEmpty())
                .map(assertion -> assertion.id() + ": no test proves: " + assertion.sentence())
                .toList();
    }

    List<String> unknown() {
        return eachId((citation, id) ->
                assertions.containsKey(id) ? Optional.empty() : Optional.of("cites " + id + ", which does not exist"));
    }

    List<String> impossible() {
        return eachId((citation, id) -> known(id)
                .flatMap(Assertion::notTestable)
                .map(reason -> "cites " + id + ", which is not testable: " + reason));
    }

    List<String> silent() {
        return citations.stream()
                .filter(citation ->
                        held.contains(citation.suite()) && citation.ids().isEmpty())
                .map(citation -> citation.test() + ": says nothing of what it @Proves")
                .toList();
    }

    /** Where a test and an assertion disagree about what the reference server does. */
    List<String> differences() {
        List<String> problems = new ArrayList<>();
        for (Citation citation : citations) {
            if (citation.differs()
                    && !citation.ids().isEmpty()
                    && citation.ids().stream().noneMatch(id -> known(id).isPresent() && differs(id))) {
                problems.add(citation.test() + ": @DiffersFromReference, but no assertion that it cites says so");
            }
        }
        for (Assertion assertion : assertions.values()) {
            List<Citation> proofs = proofs(assertion);
            if (differs(assertion.id()) && !proofs.isEmpty() && proofs.stream().noneMatch(Citation::differs)) {
                problems.add(
                        assertion.id() + ": differs, but the tests that prove it are not marked @DiffersFromReference");
            }
        }
        return problems;
    }

    private boolean differs(String id) {
        return known(id).flatMap(Assertion::differs).isPresent();
    }

    private Optional<Assertion> known(String id) {
        return Optional.ofNullable(assertions.get(id));
    }

    private interface Check {
        Optional<String> problem(Citation citation, String id);
    }

    private List<String> eachId(Check check) {
        return citations.stream()
                .flatMap(citation -> citation.ids().stream()
                        .sorted()
                        .flatMap(id -> check.problem(citation, id).stream())
                        .flatMap(problem -> Stream.of(citation.test() + ": " + problem)))
                .toList();
    }
}
