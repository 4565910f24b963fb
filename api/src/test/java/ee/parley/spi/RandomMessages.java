// SPDX-License-Identifier: Apache-2.0
package ee.parley.spi;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Messages of all kinds with fields of all sorts, the same for the same seed. */
final class RandomMessages {
    private static final List<String> PIECES = List.of(
            "", "room", "#", "*", "?", "[a-z]", " ", "\u0000", "é", "日本", "😀", "\ud800", "\udc00", "\"", "\\", "{",
            "/");

    private final Random random;
    private final List<Supplier<ClusterMessage>> kinds = List.of(
            () -> new ClusterMessage.Broadcast(selection(), data(), flag(), flag()),
            () -> new ClusterMessage.BroadcastRequest(text(), selection(), data(), flag(), flag(), duration()),
            () -> new ClusterMessage.SocketsJoin(selection(), texts()),
            () -> new ClusterMessage.SocketsLeave(selection(), texts()),
            () -> new ClusterMessage.DisconnectSockets(selection(), flag()),
            () -> new ClusterMessage.FetchSockets(text(), selection()),
            () -> new ClusterMessage.CountSockets(text(), selection()),
            () -> new ClusterMessage.CountRooms(text()),
            () -> new ClusterMessage.ServerSideEmit(optional(), data()),
            () -> new ClusterMessage.SocketsFound(text(), sockets()),
            () -> new ClusterMessage.SocketsCounted(text(), number()),
            () -> new ClusterMessage.RoomsCounted(text(), counts()),
            () -> new ClusterMessage.ServerAnswer(text(), data()),
            () -> new ClusterMessage.ClientCount(text(), number()),
            () -> new ClusterMessage.ClientAnswer(text(), data()));

    RandomMessages(long seed) {
        random = new Random(seed);
    }

    /** One of each kind. */
    Stream<MessageCodec.Envelope> envelopes() {
        return kinds.stream().map(kind -> new MessageCodec.Envelope(text(), text(), optional(), kind.get()));
    }

    private boolean flag() {
        return random.nextBoolean();
    }

    private int number() {
        return random.nextInt(Integer.MAX_VALUE) >>> random.nextInt(31);
    }

    private Duration duration() {
        return Duration.ofSeconds(random.nextLong(), random.nextInt(1_000_000_000));
    }

    private <T> Stream<T> some(Supplier<T> element) {
        return IntStream.range(0, random.nextInt(4)).mapToObj(i -> element.get());
    }

    private String text() {
        return String.join(
                "", some(() -> PIECES.get(random.nextInt(PIECES.size()))).toList());
    }

    private Optional<String> optional() {
        return flag() ? Optional.of(text()) : Optional.empty();
    }

    private Set<String> texts() {
        return new HashSet<>(some(this::text).toList());
    }

    private Selection selection() {
        return new Selection(texts(), texts());
    }

    private PacketData data() {
        return new PacketData(
                "[\"" + random.nextInt() + "\"]", some(this::bytes).toList());
    }

    private ByteBuffer bytes() {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        int position = bytes.length / 3;
        return ByteBuffer.wrap(bytes).position(position);
    }

    private List<SocketState> sockets() {
        return some(() -> new SocketState(text(), json(), texts(), json())).toList();
    }

    private JsonObject json() {
        return Json.createObjectBuilder()
                .add("name", "é\"\\😀")
                .add("number", random.nextDouble())
                .add("nested", Json.createObjectBuilder().add("list", Json.createArrayBuilder(List.of(1, true, "}"))))
                .build();
    }

    private Map<String, Integer> counts() {
        Map<String, Integer> counts = new HashMap<>();
        some(this::text).forEach(room -> counts.put(room, number()));
        return counts;
    }
}
