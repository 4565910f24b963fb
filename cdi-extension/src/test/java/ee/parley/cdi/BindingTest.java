// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.Handshake;
import ee.parley.Namespace;
import ee.parley.OnEvent;
import ee.parley.Payload;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import ee.parley.SocketServer;
import ee.parley.cdi.elsewhere.Elsewhere;
import jakarta.json.JsonArray;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BindingTest {
    record Message(String room, int size) {}

    abstract static class Generic<T> {
        final List<Object> heard = new ArrayList<>();

        @OnEvent("generic")
        void generic(T one, List<T> more) {
            heard.add(one);
            heard.addAll(more);
        }
    }

    interface Greeting {
        List<Object> heard();

        @OnEvent("hello")
        default void hello(String name) {
            heard().add("hello " + name);
        }
    }

    @SocketNamespace("/a")
    static class Bound extends Generic<Message> implements Greeting {
        /** What has been heard since the last call. */
        List<Object> takeHeard() {
            List<Object> taken = new ArrayList<>(heard);
            heard.clear();
            return taken;
        }

        @Override
        public List<Object> heard() {
            return heard;
        }

        private void hear(Object... values) {
            heard.addAll(Arrays.asList(values));
        }

        @OnEvent("types")
        void types(Handshake handshake, SocketServer server, Namespace namespace, Socket socket, Principal caller) {
            hear(
                    handshake.address(),
                    server.clientsCount() > 0,
                    namespace.name(),
                    socket.id().length(),
                    caller);
        }

        @OnEvent("callers")
        void callers(Principal caller, Optional<Principal> optional) {
            hear(caller == null ? null : caller.getName(), optional.map(Principal::getName));
        }

        @OnEvent("order")
        void order(int a, Socket socket, String b, boolean c) {
            hear(a, b, c);
        }

        @OnEvent("index")
        void index(String first, @Payload(0) String zeroth, String second, @Payload(4) String fifth) {
            hear(first, zeroth, second, fifth);
        }

        @OnEvent("structures")
        void structures(Message one, List<Message> list, Map<String, Message> map, JsonArray array) {
            hear(one, list, map, array.toString());
        }

        @OnEvent("bytes")
        void bytes(byte[] array, ByteBuffer buffer, InputStream stream) throws IOException {
            hear(array, UTF_8.decode(buffer).toString(), stream.readAllBytes());
        }

        @OnEvent("missing")
        void missing(String object, Optional<String> optional, OptionalInt optionalInt, List<String> list) {
            hear(object, optional, optionalInt, list);
        }

        @OnEvent("primitive")
        void primitive(String first, long second) {
            hear(first, second);
        }

        @OnEvent("optional")
        void optional(Optional<Message> message, Optional<List<Integer>> numbers) {
            hear(message, numbers);
        }

        @OnEvent("json")
        void json(JsonValue value) {
            hear(value);
        }

        @OnEvent("rest")
        void rest(String first, Message... rest) {
            hear(first, List.of(rest));
        }

        @OnEvent("numbers")
        void numbers(int... numbers) {
            hear(Arrays.stream(numbers).boxed().toList());
        }

        @OnEvent("chunk")
        void chunk(byte... bytes) {
            hear(new String(bytes, UTF_8));
        }
    }

    private static Served served;

    @BeforeAll
    static void serve() {
        served = new Served(Bound.class);
    }

    @AfterAll
    static void close() {
        served.close();
    }

    private final Served.Client client = served.joined();

    private List<Object> heardOf(String... frames) {
        client.sends(frames);
        return served.bean(Bound.class).takeHeard();
    }

    @Test
    void parametersOfKnownTypesAreGivenByType() {
        assertThat(heardOf("42/a,[\"types\"]"))
                .hasSize(5)
                .startsWith("192.0.2.7", true, "/a", 20)
                .last()
                .isInstanceOf(Principal.class);
    }

    @Test
    void theCallerIsNullOrEmptyWhereTheContainerAuthenticatedNobody() {
        assertThat(heardOf("42/a,[\"callers\"]")).containsExactly("ada", Optional.of("ada"));
        Served.Client anonymous = served.anonymous();
        anonymous.sends("40/a,", "42/a,[\"callers\"]");
        assertThat(served.bean(Bound.class).takeHeard()).containsExactly(null, Optional.empty());
    }

    @Test
    void otherParametersTakeTheArgumentsInOrder() {
        assertThat(heardOf("42/a,[\"order\",7,\"x\",true]")).containsExactly(7, "x", true);
    }

    @Test
    void anIndexedParameterTakesItsArgumentAndIsNotCounted() {
        assertThat(heardOf("42/a,[\"index\",\"0\",\"1\",\"2\",\"3\",\"4\"]")).containsExactly("0", "0", "1", "4");
    }

    @Test
    void structuresAreBoundToTheirDeclaredTypes() {
        assertThat(heardOf("42/a,[\"structures\",{\"room\":\"r\",\"size\":1},[{\"room\":\"s\",\"size\":2}],"
                        + "{\"k\":{\"room\":\"t\",\"size\":3}},[1,{}]]"))
                .containsExactly(
                        new Message("r", 1), List.of(new Message("s", 2)), Map.of("k", new Message("t", 3)), "[1,{}]");
    }

    @Test
    void bytesTakeAttachments() {
        client.sends("453-/a,[\"bytes\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1},"
                + "{\"_placeholder\":true,\"num\":2}]");
        client.sendsBytes((byte) 1, (byte) 2);
        client.sendsBytes("buffer".getBytes(UTF_8));
        client.sendsBytes((byte) 3);
        assertThat(served.bean(Bound.class).takeHeard()).containsExactly(new byte[] {1, 2}, "buffer", new byte[] {3});
    }

    @Test
    void aMissingArgumentIsEmptyOrNull() {
        assertThat(heardOf("42/a,[\"missing\"]")).containsExactly(null, Optional.empty(), OptionalInt.empty(), null);
    }

    @Test
    void aNullArgumentIsEmptyOrNull() {
        assertThat(heardOf("42/a,[\"missing\",null,null,null,null]"))
                .containsExactly(null, Optional.empty(), OptionalInt.empty(), null);
    }

    @Test
    void aNullArgumentIsJsonNullForAJsonValue() {
        assertThat(heardOf("42/a,[\"json\",null]")).containsExactly(JsonValue.NULL);
        assertThat(heardOf("42/a,[\"json\"]")).containsExactly((Object) null);
    }

    @Test
    void aMissingPrimitiveIsRefused() {
        assertThat(heardOf("42/a,1[\"primitive\",\"x\"]", "42/a,2[\"primitive\",\"x\",null]"))
                .isEmpty();
        assertThat(client.received())
                .containsExactly(
                        "43/a,1[{\"error\":{\"code\":\"BAD_REQUEST\",\"message\":\"argument 2 is missing\"}}]",
                        "43/a,2[{\"error\":{\"code\":\"BAD_REQUEST\",\"message\":\"argument 2 is missing\"}}]");
    }

    @Test
    void anArgumentThatDoesNotFitIsRefused() {
        assertThat(heardOf("42/a,1[\"primitive\",\"x\",\"y\"]")).isEmpty();
        assertThat(client.received())
                .containsExactly("43/a,1[{\"error\":{\"code\":\"BAD_REQUEST\",\"message\":\"argument 2: expected an"
                        + " integer in range, got a string\"}}]");
    }

    @Test
    void surplusArgumentsAreIgnored() {
        assertThat(heardOf("42/a,[\"primitive\",\"x\",1,2,3]")).containsExactly("x", 1L);
    }

    @Test
    void anOptionalHoldsWhatIsBoundToItsContent() {
        assertThat(heardOf("42/a,[\"optional\",{\"room\":\"r\",\"size\":1},[1,2]]"))
                .containsExactly(Optional.of(new Message("r", 1)), Optional.of(List.of(1, 2)));
    }

    @Test
    void aVariableArityParameterTakesTheRest() {
        assertThat(heardOf("42/a,[\"rest\",\"x\",{\"room\":\"r\",\"size\":1},{\"room\":\"s\",\"size\":2}]"))
                .containsExactly("x", List.of(new Message("r", 1), new Message("s", 2)));
        assertThat(heardOf("42/a,[\"rest\"]")).containsExactly(null, List.of());
        assertThat(heardOf("42/a,[\"numbers\",3,2]")).containsExactly(List.of(3, 2));
    }

    @Test
    void variableArityBytesAreOneAttachment() {
        client.sends("451-/a,[\"chunk\",{\"_placeholder\":true,\"num\":0}]");
        client.sendsBytes("whole".getBytes(UTF_8));
        assertThat(served.bean(Bound.class).takeHeard()).containsExactly("whole");
    }

    @Test
    void anInheritedHandlerIsBoundToTheTypeThatTheBeanExtendsItWith() {
        assertThat(heardOf("42/a,[\"generic\",{\"room\":\"r\",\"size\":1},[{\"room\":\"s\",\"size\":2}]]"))
                .containsExactly(new Message("r", 1), new Message("s", 2));
    }

    @Test
    void handlersNeedNotBePublic() {
        try (Served elsewhere = new Served(Elsewhere.class)) {
            Served.Client visitor = elsewhere.joined();
            visitor.sends("42/a,1[\"packagePrivate\"]", "42/a,2[\"protected\"]");
            assertThat(visitor.received()).containsExactly("43/a,1[\"package-private\"]", "43/a,2[\"protected\"]");
        }
    }

    @Test
    void aDefaultMethodOfAnInterfaceIsAHandler() {
        assertThat(heardOf("42/a,[\"hello\",\"ada\"]")).containsExactly("hello ada");
    }
}
