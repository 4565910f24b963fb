// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.List;

/** Those whom a command is for. */
record Whom(List<String> rooms, List<String> except, boolean dispensable, boolean local) {
    static Whom everybody() {
        return in();
    }

    static Whom in(String... rooms) {
        return new Whom(List.of(rooms), List.of(), false, false);
    }

    Whom except(String... rooms) {
        return new Whom(this.rooms, List.of(rooms), dispensable, local);
    }

    Whom asVolatile() {
        return new Whom(rooms, except, true, local);
    }

    Whom onThisNode() {
        return new Whom(rooms, except, dispensable, true);
    }

    JsonObject json() {
        return Json.createObjectBuilder()
                .add("rooms", Json.createArrayBuilder(rooms))
                .add("except", Json.createArrayBuilder(except))
                .add("dispensable", dispensable)
                .add("local", local)
                .build();
    }
}
