// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What the reference's Admin UI says to the server that it instruments, and what it is told. */
final class AdminUi implements AutoCloseable {
    private final Visitor visitor;
    private final List<JsonArray> told = new ArrayList<>();

    AdminUi(Member instrumented) {
        visitor = instrumented.admin();
    }

    /** Returns what it was shown when it opened: the sockets of all nodes and namespaces, by their ids. */
    Map<String, JsonObject> sockets() {
        return awaitTold("all_sockets", event -> true).getJsonArray(1).getValuesAs(JsonObject.class).stream()
                .collect(Collectors.toMap(socket -> socket.getString("id"), socket -> socket));
    }

    /** Returns the first event of a name for which this holds, when it has come; its arguments follow the name. */
    JsonArray awaitTold(String name, Predicate<JsonArray> which) {
        Predicate<JsonArray> wanted = event -> event.getString(0).equals(name) && which.test(event);
        Await.until("the Admin UI is told " + name, () -> {
            visitor.arrived().forEach(event -> told.add(event.arguments()));
            return told.stream().anyMatch(wanted);
        });
        return told.stream().filter(wanted).findFirst().orElseThrow();
    }

    /** One of its buttons: {@code join}, {@code leave}, {@code _disconnect}, {@code emit}. */
    void press(String event, JsonValue... arguments) {
        visitor.emit(event, arguments);
    }

    @Override
    public void close() {
        visitor.close();
    }
}
