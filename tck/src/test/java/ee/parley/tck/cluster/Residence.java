// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import ee.parley.runner.Container;
import ee.parley.runner.Launch;
import ee.parley.runner.RunningServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A node of a process of its own, where clients are recovered, and which can go. */
final class Residence implements AutoCloseable {
    private static final Path REFERENCE = Path.of(System.getProperty("parley.tck.reference", "reference"));

    private final String title;
    private final Launch launch;
    private final Process reference;
    private RunningServer server;
    private URI uri;
    private Visitor control;

    private Residence(String title, Launch launch, Process reference) {
        this.title = title;
        this.launch = launch;
        this.reference = reference;
    }

    /** A container with the application. */
    static Residence of(Container container, Path war) {
        Residence residence = new Residence(container.title(), Launch.of(container, war), null);
        residence.start();
        return residence;
    }

    static Residence ofReference(String redis) {
        try {
            Process process = new ProcessBuilder("node", "cluster.mjs", Mode.STREAMS.key(), redis)
                    .directory(REFERENCE.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Residence residence = new Residence("reference server", null, process);
            residence.opened(
                    URI.create(process.inputReader(StandardCharsets.UTF_8).readLine()));
            return residence;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void opened(URI where) {
        uri = where;
        control = Visitor.enter(uri, "/control", JsonValue.EMPTY_JSON_OBJECT);
    }

    boolean isParley() {
        return launch != null;
    }

    /** Begins as a new process. */
    void start() {
        server = launch.start();
        opened(server.uri());
    }

    /** Ends at once, without a word to anybody. */
    void kill() {
        control.close();
        server.kill();
    }

    /** Ends the application in order; its server stays. */
    void undeploy() {
        control.close();
        server.undeploy();
    }

    void deploy() {
        server.deploy(launch.war());
        opened(server.uri());
    }

    int port() {
        return uri.getPort();
    }

    JsonValue run(String command, JsonValue... arguments) {
        return control.ask(command, arguments);
    }

    void emit(Whom whom, JsonValue payload) {
        run("emit", whom.json(), payload);
    }

    /** The same without waiting. */
    void emitAtOnce(Whom whom, JsonValue payload) {
        control.emit("emit", whom.json(), payload);
    }

    /** Lets a client in, which is then in these rooms. */
    Visitor enter(String... rooms) {
        return enter(JsonValue.EMPTY_JSON_OBJECT, "", rooms);
    }

    /** As the other, with what is attached to it, and as somebody: {@code name:role}, or nobody when that is empty. */
    Visitor enter(JsonObject data, String caller, String... rooms) {
        JsonObject auth = Json.createObjectBuilder()
                .add("rooms", Json.createArrayBuilder(List.of(rooms)))
                .add("data", data)
                .build();
        return Visitor.enter(uri, "/cluster", auth, caller);
    }

    /** Lets a client in that has been elsewhere; without an offset, when it has received no event. */
    Visitor recover(String privateId, String offset, String caller) {
        JsonObjectBuilder auth = Json.createObjectBuilder().add("pid", privateId);
        if (!offset.isEmpty()) {
            auth.add("offset", offset);
        }
        return Visitor.enter(uri, "/cluster", auth.build(), caller);
    }

    @Override
    public void close() {
        control.close();
        if (reference != null) {
            reference.destroyForcibly();
        } else {
            server.close();
        }
    }

    @Override
    public String toString() {
        return title;
    }
}
