// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Prints the table of the results in a file. The argument: the file. */
public final class Report {
    private Report() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.print(new Table(new Results(Path.of(arguments[0])).all()).markdown());
    }
}
