// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.mutants;

import ee.parley.tck.server.Variant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One deliberate fault: a text of a source file that is replaced by another. Its file:
 *
 * <pre>
 * The fault, in one line
 * file: impl/src/main/java/…
 * test: PollingIT.aRuleAsASentence
 * variant: defaults
 * ---- instead of
 * the text, which occurs once
 * ---- there is
 * another
 * </pre>
 *
 * @param fault what is wrong, for people
 * @param file the source file
 * @param test the class and the method that find it
 * @param variant the options that the test runs with
 */
record Mutant(String fault, Path file, String test, Variant variant, String original, String replacement) {
    private static final String INSTEAD_OF = "---- instead of\n";
    private static final String THERE_IS = "---- there is\n";

    /** Returns all of them, in the order of their files' names. */
    static Stream<Mutant> in(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files
                    .filter(file -> file.toString().endsWith(".mutant"))
                    .sorted()
                    .map(Mutant::read)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Mutant read(Path path) {
        try {
            String text = Files.readString(path);
            int original = text.indexOf(INSTEAD_OF);
            int replacement = text.indexOf(THERE_IS);
            String[] head = text.substring(0, original).split("\n", -1);
            return new Mutant(
                    head[0],
                    Path.of(value(head[1], "file: ")),
                    value(head[2], "test: "),
                    Variant.valueOf(value(head[3], "variant: ").toUpperCase(Locale.ROOT)),
                    text.substring(original + INSTEAD_OF.length(), replacement),
                    text.substring(replacement + THERE_IS.length()));
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
        }
    }

    private static String value(String line, String key) {
        if (!line.startsWith(key)) {
            throw new IllegalArgumentException("a line that begins with \"" + key + "\" is missing");
        }
        return line.substring(key.length());
    }

    /** Returns the class of the test, without its package. */
    String testClass() {
        return test.substring(0, test.indexOf('.'));
    }

    /** Returns the method of the test. */
    String testMethod() {
        return test.substring(test.indexOf('.') + 1);
    }

    /** Returns the faulty source. */
    String applied(String source) {
        int at = source.indexOf(original);
        if (at < 0 || source.indexOf(original, at + 1) >= 0) {
            throw new IllegalStateException(file + " has not one place for \"" + fault + "\": adapt the mutant");
        }
        return source.substring(0, at) + replacement + source.substring(at + original.length());
    }
}
