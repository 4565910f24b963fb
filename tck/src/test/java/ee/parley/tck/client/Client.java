// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.client;

import io.socket.client.Ack;
import io.socket.client.AckWithTimeout;
import io.socket.client.IO;
import io.socket.client.Manager;
import io.socket.client.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A socket of the official Java client, whose events are awaited rather than listened to. */
final class Client implements AutoCloseable {
    private static final long BOUND_SECONDS = 10;

    final Socket socket;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    /** An event with its arguments, null among them. */
    private record Event(String name, List<Object> arguments) {}

    private Client(Socket socket) {
        this.socket = socket;
        for (String name : List.of(Socket.EVENT_CONNECT, Socket.EVENT_CONNECT_ERROR, Socket.EVENT_DISCONNECT)) {
            socket.on(name, arguments -> events.add(new Event(name, Arrays.asList(arguments))));
        }
    }

    /** A socket on a connection of its own, not yet connected. The path of the address is the application's, not a namespace. */
    static Client on(URI uri, String namespace, IO.Options options) {
        options.path = uri.getPath() + "socket.io/";
        return new Client(IO.socket(uri.resolve(namespace), options));
    }

    static Client connected(URI uri, String namespace, IO.Options options) {
        Client client = on(uri, namespace, options);
        client.connect();
        return client;
    }

    /** A connected socket on the connection of this one. */
    Client beside(String namespace, Map<String, String> auth) {
        IO.Options options = new IO.Options();
        options.auth = auth;
        Client client = new Client(manager().socket(namespace, options));
        client.connect();
        return client;
    }

    Manager manager() {
        return socket.io();
    }

    void connect() {
        socket.connect();
        await(Socket.EVENT_CONNECT);
    }

    /** Awaits an event, which must be the next of those listened to, and returns its first argument, null for none. */
    Object await(String name) {
        Event event = Optional.ofNullable(poll())
                .orElseThrow(() -> new AssertionError("no \"" + name + "\" within " + BOUND_SECONDS + " s"));
        if (!event.name().equals(name)) {
            throw new AssertionError(
                    "\"" + name + "\" expected, but was \"" + event.name() + "\" " + event.arguments());
        }
        return event.arguments().isEmpty() ? null : event.arguments().get(0);
    }

    private Event poll() {
        try {
            return events.poll(BOUND_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Listens to an event, for {@link #await}. */
    Client hearing(String name) {
        socket.on(name, arguments -> events.add(new Event(name, Arrays.asList(arguments))));
        return this;
    }

    /** Answers an event. */
    void answering(String name, java.util.function.Function<Object, Object> answer) {
        socket.on(name, arguments -> ((Ack) arguments[arguments.length - 1]).call(answer.apply(arguments[0])));
    }

    /** Emits an event and returns the first argument of its acknowledgement. */
    Object ask(String event, Object... arguments) {
        Object[] answer = askAll(event, arguments);
        return answer.length == 0 ? "nothing" : answer[0];
    }

    Object[] askAll(String event, Object... arguments) {
        BlockingQueue<Object[]> answers = new LinkedBlockingQueue<>();
        socket.emit(event, arguments, answers::add);
        return take(answers);
    }

    /** Emits an event and returns the first argument of its acknowledgement, or {@code timeout} after a time. */
    Object askWithin(long millis, String event, Object... arguments) {
        BlockingQueue<Object[]> answers = new LinkedBlockingQueue<>();
        Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = new AckWithTimeout(millis) {
            @Override
            public void onSuccess(Object... answer) {
                answers.add(answer);
            }

            @Override
            public void onTimeout() {
                answers.add(new Object[] {"timeout"});
            }
        };
        socket.emit(event, all);
        return take(answers)[0];
    }

    private static Object[] take(BlockingQueue<Object[]> answers) {
        try {
            return Optional.ofNullable(answers.poll(BOUND_SECONDS, TimeUnit.SECONDS))
                    .orElseThrow(() -> new AssertionError("no answer within " + BOUND_SECONDS + " s"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        socket.disconnect();
    }
}
