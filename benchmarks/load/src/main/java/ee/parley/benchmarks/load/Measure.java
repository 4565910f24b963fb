// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import jakarta.json.JsonObject;
import java.util.OptionalDouble;

/** A figure of a result; the less, the better. */
enum Measure {
    CPU_PER_MESSAGE("", "µs CPU a message", "srv_us_per_msg", "per_s", "lat_us"),
    P99("p99", "µs", "lat_us.p99", "per_s", "lat_us"),
    CPU_PER_CONNECTION("", "µs CPU a connection", "connect_us_cpu_per_conn", "connects_per_s", "connect_us"),
    HEAP_PER_CONNECTION("memory", "bytes of live heap a connection", "probe_per_conn", "", ""),
    HEAP_LEFT("memory after they left", "bytes of live heap a connection", "left_per_conn", "", ""),
    THREADS("threads", "threads", "after.threads", "", ""),
    /** How much longer those that read have to wait when others do not, at the same rate, seconds apart. */
    P99_BESIDE_SLOW("p99 of who reads", "× all reading", "p99_ratio", "per_s", "lat_us"),
    HEAP_PER_SLOW("memory", "bytes of live heap a slow reader", "probe_per_slow", "", ""),
    UNTIL_ALL_ARE_BACK("until all are back", "s", "storm_s", "connects_per_s", "connect_us");

    private final String title;
    private final String unit;
    private final String path;
    private final String ratePath;
    private final String latencyPath;

    Measure(String title, String unit, String path, String ratePath, String latencyPath) {
        this.title = title;
        this.unit = unit;
        this.path = path;
        this.ratePath = ratePath;
        this.latencyPath = latencyPath;
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

    /** Returns a percentile of how long each took, in microseconds. */
    OptionalDouble latency(JsonObject result, String percentile) {
        return latencyPath.isEmpty() ? OptionalDouble.empty() : number(result, latencyPath + "." + percentile);
    }

    /** Whether it was taken while the server worked; else of what it keeps. */
    boolean isOfWork() {
        return !ratePath.isEmpty();
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
