// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.List;

/** A node of the cluster, and a connection to what drives it. */
final class Member implements AutoCloseable {
    private final String title;
    private final URI uri;
    private final Visitor control;
    private final Runnable end;

    /**
     * @param title the name people know the server by
     * @param uri where the application answers, ending with a slash
     * @param end ends the process, if it is this cluster's alone
     */
    Member(String title, URI uri, Runnable end) {
        this.title = title;
        this.uri = uri;
        this.end = end;
        this.control = Visitor.enter(uri, "/control", JsonValue.EMPTY_JSON_OBJECT);
    }

    /** Runs a command and returns its answer. */
    JsonValue run(String command, JsonValue... arguments) {
        return control.ask(command, arguments);
    }

    /** The same, without waiting. */
    Visitor control() {
        return control;
    }

    void emit(Whom whom, JsonValue payload) {
        run("emit", whom.json(), payload);
    }

    Visitor enter(String... rooms) {
        return enter(JsonValue.EMPTY_JSON_OBJECT, rooms);
    }

    /** Lets a client in, which is then in these rooms, and has this attached to it. */
    Visitor enter(JsonObject data, String... rooms) {
        return Visitor.enter(
                uri,
                "/cluster",
                Json.createObjectBuilder()
                        .add("rooms", Json.createArrayBuilder(List.of(rooms)))
                        .add("data", data)
                        .build());
    }

    /** Lets a client in that has been elsewhere. */
    Visitor recover(String privateId, String offset) {
        return Visitor.enter(
                uri,
                "/cluster",
                Json.createObjectBuilder()
                        .add("pid", privateId)
                        .add("offset", offset)
                        .build());
    }

    @Override
    public void close() {
        control.close();
        end.run();
    }

    @Override
    public String toString() {
        return title;
    }
}
