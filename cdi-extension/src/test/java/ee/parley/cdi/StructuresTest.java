// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.Ack;
import ee.parley.OnEvent;
import ee.parley.Payload;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Data of any shape, both ways. */
class StructuresTest {
    @JsonbTypeInfo(
            key = "kind",
            value = {
                @JsonbSubtype(alias = "circle", type = Circle.class),
                @JsonbSubtype(alias = "square", type = Square.class)
            })
    public interface Shape {
        double area();
    }

    public static class Circle implements Shape {
        public double radius;

        @Override
        public double area() {
            return 3 * radius * radius;
        }
    }

    public static class Square implements Shape {
        public double side;

        @Override
        public double area() {
            return side * side;
        }
    }

    record Point(int x, int y) {}

    record Page(Optional<String> title, List<Point> points, Map<String, List<Point>> named) {}

    /** As a POJO, because that is what JSON-B itself binds. */
    public static class Album {
        public String title = "";
        public byte[] cover = {};
        public ByteBuffer sleeve = ByteBuffer.allocate(0);
        public InputStream track = InputStream.nullInputStream();
        public Map<String, byte[]> extras = Map.of();
    }

    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Scan(String name, byte[] image) {}

    @SocketNamespace("/a")
    static class Structures {
        @OnEvent("area")
        double area(Shape shape) {
            return shape.area();
        }

        @OnEvent("areas")
        double areas(List<Shape> shapes) {
            return shapes.stream().mapToDouble(Shape::area).sum();
        }

        @OnEvent("shape")
        Shape shape() {
            Square square = new Square();
            square.side = 2;
            return square;
        }

        @OnEvent("page")
        Page page(Page page) {
            return page;
        }

        @OnEvent("points")
        int points(Map<String, Point> points) {
            return points.values().stream().mapToInt(Point::x).sum();
        }

        @OnEvent("album")
        String album(Album album) throws IOException {
            return album.title
                    + text(album.cover)
                    + UTF_8.decode(album.sleeve)
                    + text(album.track.readAllBytes())
                    + text(album.extras.getOrDefault("insert", new byte[0]));
        }

        @OnEvent("cover")
        Album cover() {
            Album album = new Album();
            album.title = "t";
            album.cover = "c".getBytes(UTF_8);
            album.sleeve = ByteBuffer.wrap("s".getBytes(UTF_8));
            album.extras = Map.of("insert", "i".getBytes(UTF_8));
            return album;
        }

        @OnEvent("scan")
        Scan scan(Scan scan) {
            return new Scan(scan.name() + text(scan.image()), scan.image());
        }

        @OnEvent("scans")
        List<String> scans(List<Scan> scans) {
            return scans.stream().map(scan -> scan.name() + text(scan.image())).toList();
        }

        @OnEvent("mixed")
        void mixed(
                Ack<List<Object>> ack,
                @Payload(2) Optional<Point> third,
                Socket socket,
                String first,
                List<Integer> second) {
            ack.send(List.of(
                    first,
                    second,
                    third.map(Point::y).orElse(-1),
                    socket.namespace().name()));
        }

        @OnEvent("shapes")
        int shapes(String name, Shape... shapes) {
            return shapes.length;
        }

        private static String text(byte[] bytes) {
            return new String(bytes, UTF_8);
        }
    }

    private static Served served;

    @BeforeAll
    static void serve() {
        served = new Served(Structures.class);
    }

    @AfterAll
    static void close() {
        served.close();
    }

    private static List<String> answersTo(String event, String... attachments) {
        Served.Client client = served.joined();
        client.sends("4" + (attachments.length == 0 ? "2" : "5" + attachments.length + "-") + "/a,1" + event);
        for (String attachment : attachments) {
            client.sendsBytes(attachment.getBytes(UTF_8));
        }
        return client.received();
    }

    @Test
    void aSubtypeIsChosenByItsAlias() {
        assertThat(answersTo("[\"area\",{\"kind\":\"circle\",\"radius\":2}]")).containsExactly("43/a,1[12.0]");
        assertThat(answersTo("[\"areas\",[{\"kind\":\"circle\",\"radius\":2},{\"kind\":\"square\",\"side\":3}]]"))
                .containsExactly("43/a,1[21.0]");
        assertThat(answersTo("[\"shapes\",\"x\",{\"kind\":\"square\",\"side\":1},{\"kind\":\"square\"}]"))
                .containsExactly("43/a,1[2]");
    }

    @Test
    void anAnswerTellsItsSubtype() {
        assertThat(answersTo("[\"shape\"]")).containsExactly("43/a,1[{\"kind\":\"square\",\"side\":2.0}]");
    }

    @Test
    void anUnknownSubtypeIsRefusedInWordsOfJson() {
        assertThat(answersTo("[\"area\",{\"kind\":\"cube\"}]"))
                .containsExactly("43/a,1[{\"error\":{\"code\":\"BAD_REQUEST\",\"message\":"
                        + "\"argument 1: expected another value, got an object\"}}]");
    }

    @Test
    void recordsOptionalsListsAndMapsMayBeNested() {
        assertThat(answersTo("[\"page\",{\"title\":\"t\",\"points\":[{\"x\":1,\"y\":2}],"
                        + "\"named\":{\"a\":[{\"x\":3,\"y\":4}]}}]"))
                .containsExactly("43/a,1[{\"named\":{\"a\":[{\"x\":3,\"y\":4}]},\"points\":[{\"x\":1,\"y\":2}],"
                        + "\"title\":\"t\"}]");
        assertThat(answersTo("[\"points\",{\"a\":{\"x\":1,\"y\":0},\"b\":{\"x\":2,\"y\":0}}]"))
                .containsExactly("43/a,1[3]");
    }

    @Test
    void bytesInsideAnObjectAreAttachments() {
        assertThat(answersTo(
                        "[\"album\",{\"title\":\"t\",\"cover\":{\"_placeholder\":true,\"num\":0},"
                                + "\"sleeve\":{\"_placeholder\":true,\"num\":1},"
                                + "\"track\":{\"_placeholder\":true,\"num\":2},"
                                + "\"extras\":{\"insert\":{\"_placeholder\":true,\"num\":3}}}]",
                        "c",
                        "s",
                        "m",
                        "i"))
                .containsExactly("43/a,1[\"tcsmi\"]");
    }

    @Test
    void bytesInsideARecordAreAttachmentsBothWays() {
        assertThat(answersTo("[\"scan\",{\"name\":\"n\",\"image\":{\"_placeholder\":true,\"num\":0}}]", "i"))
                .containsExactly("461-/a,1[{\"image\":{\"_placeholder\":true,\"num\":0},\"name\":\"ni\"}]", "baQ==");
        assertThat(answersTo(
                        "[\"scans\",[{\"name\":\"a\",\"image\":{\"_placeholder\":true,\"num\":1}},"
                                + "{\"name\":\"b\",\"image\":{\"_placeholder\":true,\"num\":0}}]]",
                        "0",
                        "1"))
                .containsExactly("43/a,1[[\"a1\",\"b0\"]]");
    }

    @Test
    void anAnswerMayHoldBytesInsideAnObject() {
        assertThat(answersTo("[\"cover\"]").get(0))
                .startsWith("464-/a,1[{")
                .contains("\"cover\":{\"_placeholder\":true,\"num\":0}");
    }

    @Test
    void parametersOfEveryKindMayStandInAnyOrder() {
        assertThat(answersTo("[\"mixed\",\"one\",[1,2],{\"x\":0,\"y\":7}]"))
                .containsExactly("43/a,1[[\"one\",[1,2],7,\"/a\"]]");
        assertThat(answersTo("[\"mixed\",\"one\",[1,2]]")).containsExactly("43/a,1[[\"one\",[1,2],-1,\"/a\"]]");
    }
}
