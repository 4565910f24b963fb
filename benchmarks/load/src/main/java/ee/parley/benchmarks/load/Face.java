// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import java.util.List;

/** One of the things that a server offers to the load generator. */
enum Face {
    /** The WebSocket endpoint beside the application. It has no polling. */
    RAW("raw", "raw endpoint", "--raw"),
    ORDINARY("ordinary", "ordinary handlers", ""),
    NON_BLOCKING("non-blocking", "`@NonBlocking` handlers", "--ns /non-blocking"),
    /** The contract on a server that is not ours. */
    PEER("peer", "", "");

    private final String title;
    private final String description;
    private final String arguments;

    Face(String title, String description, String arguments) {
        this.title = title;
        this.description = description;
        this.arguments = arguments;
    }

    static Face named(String title) {
        for (Face face : values()) {
            if (face.title.equals(title)) {
                return face;
            }
        }
        throw new IllegalArgumentException("no face is called " + title);
    }

    String title() {
        return title;
    }

    String description() {
        return description;
    }

    /** Returns what {@code sioload} is told. */
    List<String> arguments() {
        return Words.of(arguments);
    }

    boolean has(Scenario scenario) {
        return this == RAW ? scenario.isForRaw() : scenario.isForSocketIo();
    }
}
