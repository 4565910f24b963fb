// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a file of assertions, which is Markdown of a strict shape:
 *
 * <pre>{@code
 * # Title
 *
 * Suite: wire
 *
 * Any text.
 *
 * ## EIO4-3.2 Heartbeat
 *
 * Source: [who says so](https://…)
 *
 * - `EIO4-3.2-1` One sentence, which may
 *   go on in the next line.
 *   - differs: what the reference server does instead
 *   - not testable: why no test can show it
 *   - source: who says so, where it is not the section's source
 * }</pre>
 */
final class SpecificationReader {
    private static final Pattern SECTION = Pattern.compile("## ([A-Z]+[0-9]*-[0-9]+(?:\\.[0-9]+)*) (.+)");
    private static final Pattern ASSERTION = Pattern.compile("- `([A-Z0-9.-]+)-([1-9][0-9]*)` (.+)");
    private static final Pattern NOTE = Pattern.compile(" {2}- ([a-z ]+): (.+)");
    private static final Set<String> NOTES = Set.of("differs", "not testable", "source");

    private final String file;
    private final List<Section> sections = new ArrayList<>();
    private int line;

    private String title = "";
    private String suite = "";

    private String sectionId = "";
    private String sectionTitle = "";
    private String source = "";
    private List<Assertion> assertions = new ArrayList<>();

    private int number;
    private String sentence = "";
    private Map<String, String> notes = new LinkedHashMap<>();
    private String lastNote = "";

    private SpecificationReader(String file) {
        this.file = file;
    }

    static Specification read(String file, String text) {
        return new SpecificationReader(file).read(text);
    }

    private Specification read(String text) {
        for (String each : text.lines().toList()) {
            line++;
            if (!each.isBlank()) {
                read(each, SECTION.matcher(each));
            }
        }
        endSection();
        require(!suite.isEmpty(), "no line says \"Suite: …\"");
        return new Specification(title, suite, sections);
    }

    private void read(String text, Matcher section) {
        if (section.matches()) {
            endSection();
            sectionId = section.group(1);
            sectionTitle = section.group(2);
            number = 0;
        } else if (sectionId.isEmpty()) {
            readHead(text);
        } else if (text.startsWith("Source: ")) {
            source = text.substring("Source: ".length());
        } else {
            readAssertion(text, ASSERTION.matcher(text), NOTE.matcher(text));
        }
    }

    private void readHead(String text) {
        if (text.startsWith("# ")) {
            title = text.substring(2);
        } else if (text.startsWith("Suite: ")) {
            suite = text.substring("Suite: ".length());
        } else {
            require(!text.startsWith("#") && !text.startsWith("- `"), "not the head of a section: " + text);
        }
    }

    private void readAssertion(String text, Matcher assertion, Matcher note) {
        if (assertion.matches()) {
            endAssertion();
            require(assertion.group(1).equals(sectionId), "an assertion of another section than " + sectionId);
            int next = Integer.parseInt(assertion.group(2));
            require(next > number, "numbers of assertions ascend");
            number = next;
            sentence = assertion.group(3);
        } else if (note.matches() && !sentence.isEmpty()) {
            lastNote = note.group(1);
            require(NOTES.contains(lastNote), "a note is one of " + NOTES);
            require(notes.put(lastNote, note.group(2)) == null, "a second note \"" + lastNote + '"');
        } else {
            require(text.startsWith("  ") && !sentence.isEmpty(), "neither assertion nor note: " + text);
            goOn(' ' + text.strip());
        }
    }

    private void goOn(String text) {
        if (lastNote.isEmpty()) {
            sentence += text;
        } else {
            notes.merge(lastNote, text, String::concat);
        }
    }

    private void endAssertion() {
        if (sentence.isEmpty()) {
            return;
        }
        require(!source.isEmpty(), "section " + sectionId + " has no source");
        assertions.add(new Assertion(
                sectionId + '-' + number,
                sentence,
                notes.getOrDefault("source", source),
                Optional.ofNullable(notes.get("not testable")),
                Optional.ofNullable(notes.get("differs"))));
        sentence = "";
        notes = new LinkedHashMap<>();
        lastNote = "";
    }

    private void endSection() {
        endAssertion();
        if (!sectionId.isEmpty()) {
            require(!assertions.isEmpty(), "section " + sectionId + " is empty");
            sections.add(new Section(sectionId, sectionTitle, assertions));
            assertions = new ArrayList<>();
            source = "";
        }
    }

    private void require(boolean sound, String rule) {
        if (!sound) {
            throw new IllegalArgumentException(file + ':' + line + ": " + rule);
        }
    }
}
