// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Some figures of one kind, which may be none. */
record Sample(List<Double> values) {
    Sample {
        values = values.stream().sorted().toList();
    }

    static Sample of(DoubleStream values) {
        return new Sample(Arrays.stream(values.toArray()).boxed().toList());
    }

    double median() {
        int size = values.size();
        return size == 0 ? Double.NaN : (values.get((size - 1) / 2) + values.get(size / 2)) / 2;
    }

    double greatest() {
        return values.isEmpty() ? Double.NaN : values.get(values.size() - 1);
    }

    String shownMedian() {
        return shown(median());
    }

    /** Returns the least and the greatest, which say how much to believe of the median. */
    String shownSpread() {
        return values.size() < 2 ? "" : shown(values.get(0)) + "–" + shown(values.get(values.size() - 1));
    }

    /** Three digits that count, and no point where there are more. */
    private static String shown(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        double size = Math.abs(value);
        int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
