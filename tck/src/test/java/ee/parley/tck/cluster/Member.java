// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A node of the cluster, and a connection to what drives it. */
final class Member implements AutoCloseable {
    private final String title;
    private final URI uri;
    private final Visitor control;
    private final long pid;
    private final Optional<Path> log;
    private final Runnable end;

    /**
     * @param title the name people know the server by
     * @param uri where the application answers, ending with a slash
     * @param pid its process
     * @param log what Parley tells there, if it is a node of Parley
     * @param end ends the process, if it is this cluster's alone
     */
    Member(String title, URI uri, long pid, Optional<Path> log, Runnable end) {
        this.title = title;
        this.uri = uri;
        this.pid = pid;
        this.log = log;
        this.end = end;
        this.control = Visitor.enter(uri, "/control", JsonValue.EMPTY_JSON_OBJECT);
    }

    /** Runs a command and returns its answer. */
    JsonValue run(String command, JsonValue... arguments) {
        return control.ask(command, arguments);
    }

    /** Returns the ids of the sockets that it finds. */
    Set<String> ids(Whom whom) {
        return run("fetch", whom.json()).asJsonArray().getValuesAs(JsonObject.class).stream()
                .map(socket -> socket.getString("id"))
                .collect(Collectors.toSet());
    }

    /** Returns when so many others answer it, and nobody else is waited for. */
    void awaitAnsweredBy(int others) {
        JsonValue answers = Values.answers(Values.array(others, "anybody heard"), false);
        Await.until(
                this + " is answered by the others",
                () -> run("ask-servers", Values.of("anybody")).equals(answers));
    }

    /** What {@link #run} uses, for who does not wait. */
    Visitor control() {
        return control;
    }

    /** Whether it is a node of Parley. */
    boolean isParley() {
        return log.isPresent();
    }

    /** Returns the lines of its log that have a code; all applications of a container have one log. */
    List<String> logged(String code) {
        try (Stream<String> lines = Files.lines(log.orElseThrow())) {
            return lines.filter(line -> line.contains(code)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends its process a signal: {@code STOP}, {@code CONT}, {@code KILL}. */
    void signal(String name) {
        try {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill -" + name + ' ' + this + " failed with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
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

    /** Lets an Admin UI in, if the node is instrumented. */
    Visitor admin() {
        return Visitor.enter(uri, "/admin", JsonValue.EMPTY_JSON_OBJECT);
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
