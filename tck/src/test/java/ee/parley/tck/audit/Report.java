// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.audit;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says in Markdown what is asserted, what of it can be tested, and what is. */
final class Report {
    private final Audit audit;
    private final StringBuilder out = new StringBuilder();

    private Report(Audit audit) {
        this.audit = audit;
    }

    /** Returns the counts of each section. */
    static String table(Audit audit) {
        Report report = new Report(audit);
        report.writeTable();
        return report.out.toString();
    }

    /** Returns the counts, and each assertion with the tests that prove it. */
    static String full(Audit audit) {
        Report report = new Report(audit);
        report.out.append("# Assertions and the tests that prove them\n\n");
        report.writeTable();
        audit.specifications().forEach(report::writeProofs);
        return report.out.toString();
    }

    private void writeTable() {
        row("section", "asserted", "testable", "covered", "differs");
        row("-".repeat(60), "-------:", "-------:", "-------:", "-------:");
        for (Specification specification : audit.specifications()) {
            for (Section section : specification.sections()) {
                count(section.id() + ' ' + section.title(), section.assertions());
            }
            count(
                    "**" + specification.title() + "**",
                    specification.assertions().toList());
        }
        count(
                "**all**",
                audit.specifications().stream()
                        .flatMap(Specification::assertions)
                        .toList());
    }

    private void count(String what, List<Assertion> assertions) {
        row(
                what,
                String.valueOf(assertions.size()),
                String.valueOf(assertions.stream().filter(Assertion::testable).count()),
                String.valueOf(assertions.stream()
                        .filter(assertion -> !audit.proofs(assertion).isEmpty())
                        .count()),
                String.valueOf(assertions.stream()
                        .filter(assertion -> assertion.differs().isPresent())
                        .count()));
    }

    private void row(String what, String asserted, String testable, String covered, String differs) {
        out.append(String.format(
                Locale.ROOT, "| %-60s | %8s | %8s | %8s | %8s |%n", what, asserted, testable, covered, differs));
    }

    private void writeProofs(Specification specification) {
        out.append("\n## ").append(specification.title()).append('\n');
        for (Section section : specification.sections()) {
            out.append("\n### ")
                    .append(section.id())
                    .append(' ')
                    .append(section.title())
                    .append("\n\n");
            for (Assertion assertion : section.assertions()) {
                out.append("- `").append(assertion.id()).append("` ").append(assertion.sentence());
                out.append(" *").append(proof(assertion)).append("*\n");
            }
        }
    }

    private String proof(Assertion assertion) {
        return assertion.notTestable().map(reason -> "Not testable: " + reason).orElseGet(() -> {
            List<Citation> proofs = audit.proofs(assertion);
            return proofs.isEmpty()
                    ? "Proven by no test."
                    : proofs.stream().map(Citation::test).collect(Collectors.joining(", "));
        });
    }
}
