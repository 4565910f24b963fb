// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import jakarta.json.JsonObject;
import java.util.OptionalDouble;

/** A figure of a result; the less, the better. */
enum Measure {
    CPU_PER_MESSAGE("", "µs CPU a message", "srv_us_per_msg", "per_s"),
    P99("p99", "µs", "lat_us.p99", "per_s"),
    CPU_PER_CONNECTION("", "µs CPU a connection", "connect_us_cpu_per_conn", "connects_per_s"),
    HEAP_PER_CONNECTION("memory", "bytes of live heap a connection", "probe_per_conn", "");

    private final String title;
    private final String unit;
    private final String path;
    private final String ratePath;

    Measure(String title, String unit, String path, String ratePath) {
        this.title = title;
        this.unit = unit;
        this.path = path;
        this.ratePath = ratePath;
    }

    /** Returns what to call it, next to its scenario: empty for the main figure of one. */
    String title() {
        return title;
    }

    String unit() {
        return unit;
    }

    OptionalDouble of(JsonObject result) {
        return number(result, path);
    }

    /** Returns how many of what was measured there were in a second. */
    OptionalDouble rate(JsonObject result) {
        return number(result, ratePath);
    }

    static OptionalDouble number(JsonObject object, String path) {
        int dot = path.indexOf('.');
        if (dot >= 0) {
            String name = path.substring(0, dot);
            return object.containsKey(name)
                    ? number(object.getJsonObject(name), path.substring(dot + 1))
                    : OptionalDouble.empty();
        }
        return object.containsKey(path)
                ? OptionalDouble.of(object.getJsonNumber(path).doubleValue())
                : OptionalDouble.empty();
    }
}
