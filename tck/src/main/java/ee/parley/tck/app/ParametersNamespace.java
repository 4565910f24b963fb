// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.Ack;
import ee.parley.Auth;
import ee.parley.Handshake;
import ee.parley.Namespace;
import ee.parley.OnConnect;
import ee.parley.OnEvent;
import ee.parley.Payload;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import ee.parley.SocketServer;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What handlers may take. */
@SocketNamespace("/parameters")
public class ParametersNamespace {
    @Inject
    Namespace own;

    /** What a client may show at the gate. */
    public record Guest(int number) {}

    /** A corner of a shape. */
    public record Point(int x, int y) {}

    /** What JSON-B has to do with generic types. */
    public record Shape(String name, List<Point> corners, Map<String, Integer> tags, Optional<String> note) {}

    /** A class as JSON-B likes them. */
    public static class Parcel {
        private int weight;

        public int getWeight() {
            return weight;
        }

        public void setWeight(int weight) {
            this.weight = weight;
        }
    }

    @OnConnect
    void enter(@Auth Guest guest, Socket socket) {
        socket.data().put("guest", guest.number());
    }

    @OnEvent("guest")
    Optional<Integer> guest(Socket socket) {
        return socket.data().get("guest", Integer.class);
    }

    @OnEvent("by-type")
    void byType(
            Ack<List<Object>> ack,
            Principal caller,
            String argument,
            Handshake handshake,
            SocketServer server,
            Namespace namespace,
            Socket socket) {
        ack.send(List.of(
                caller.getName(),
                argument,
                handshake.query().getOrDefault("EIO", ""),
                server.namespace(own.name()).isPresent(),
                namespace.name(),
                namespace.sockets().stream().anyMatch(each -> each.id().equals(socket.id()))));
    }

    @OnEvent("indexed")
    List<String> indexed(@Payload(2) String third, String first, String second) {
        return List.of(first, second, third);
    }

    @OnEvent("shape")
    String shape(Shape shape) {
        return shape.toString();
    }

    @OnEvent("parcel")
    int parcel(Parcel parcel) {
        return parcel.getWeight();
    }

    @OnEvent("points")
    int points(List<Point> points) {
        return points.stream().mapToInt(Point::x).sum();
    }

    @OnEvent("simple")
    List<Object> simple(
            int number, double fraction, boolean flag, Long boxed, JsonValue json, Optional<Integer> maybe) {
        return List.of(number, fraction, flag, boxed, json, maybe.isPresent());
    }

    @OnEvent("bytes")
    List<Integer> bytes(byte[] first, ByteBuffer second, InputStream third) throws IOException {
        return List.of((int) first[0], (int) second.get(), third.read());
    }

    @OnEvent("objects")
    List<Boolean> objects(@Nullable String text, Optional<String> maybe, @Nullable Integer boxed) {
        return List.of(text == null, maybe.isEmpty(), boxed == null);
    }

    @OnEvent("primitive")
    int primitive(int number) {
        return number;
    }

    @OnEvent("rest")
    List<Object> rest(int first, String... others) {
        return List.of(first, List.of(others));
    }
}
