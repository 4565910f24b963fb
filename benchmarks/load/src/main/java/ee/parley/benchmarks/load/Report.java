// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import ee.parley.benchmarks.load.Results.Result;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Prints the table of results, and how they compare with what was to be reached. The arguments: files of results. */
public final class Report {
    private Report() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<Result> results = new ArrayList<>();
        for (String file : arguments) {
            results.addAll(new Results(Path.of(file)).all());
        }
        out.print(new Table(results).markdown());
        out.println();
        out.print(Bars.markdown(new Rounds(results)));
    }
}
