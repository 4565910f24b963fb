// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.DiffersFromReference;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import jakarta.json.JsonString;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Messages that no node can read, and names that are more than names to Redis. */
@EveryMode
@Tag("faults")
class UnreadableIT {
    private static final String ALL = "socket.io#/cluster#";
    private static final String PARLEY = "socket.io-parley#/cluster#";

    /** What a later version might say, and what is no message; the reference server ignores the like. */
    private static final List<String> UNREADABLE = List.of(
            "{\"uid\":\"cccccccccccccccc\",\"nsp\":\"/cluster\",\"type\":99,\"data\":{}}",
            "{\"type\":",
            "\u00c1\u0000\u00ac\u00ed\u0000\u0005");

    private final Cluster cluster;
    private Party party;

    UnreadableIT(Cluster cluster) {
        this.cluster = cluster.up();
    }

    @BeforeEach
    void enter() {
        party = new Party(cluster);
    }

    @AfterEach
    void leave() {
        party.close();
    }

    private static long malformed(Member node) {
        return node.run("health").asJsonObject().getJsonNumber("malformed").longValueExact();
    }

    private void say(RedisCommands<String, byte[]> redis, String text) {
        byte[] body = text.getBytes(UTF_8);
        switch (cluster.mode) {
            // Not to the channel of broadcasts: what is no MessagePack there ends a reference server.
            case CLASSIC -> {
                redis.publish("socket.io-request#/cluster#", body);
                redis.publish(PARLEY, body);
            }
            case SHARDED -> {
                redis.spublish(ALL, body);
                redis.spublish(PARLEY, body);
            }
            case STREAMS -> {
                redis.xadd(
                        "socket.io",
                        Map.of(
                                "uid",
                                "c".getBytes(UTF_8),
                                "nsp",
                                "/cluster".getBytes(UTF_8),
                                "type",
                                "99".getBytes(UTF_8),
                                "data",
                                body));
                redis.publish(PARLEY, body);
            }
        }
    }

    @Test
    @DiffersFromReference("counts nothing")
    @Proves("FLT-4-1")
    void areCountedAndDropped() {
        List<Member> ours = cluster.members().stream().filter(Member::isParley).toList();
        List<Long> before = ours.stream().map(UnreadableIT::malformed).toList();
        RedisClient client = RedisClient.create(cluster.redis().uri());
        try {
            RedisCommands<String, byte[]> redis = client.connect(
                            RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE))
                    .sync();
            UNREADABLE.forEach(text -> say(redis, text));
        } finally {
            client.shutdown();
        }
        for (Member from : cluster.members()) {
            party.assertReaches(from, Whom.in(party.red), party.a, party.c);
        }
        for (int i = 0; i < ours.size(); i++) {
            Member node = ours.get(i);
            assertThat(malformed(node) - before.get(i))
                    .as("what %s counted", node)
                    .isEqualTo(2L * UNREADABLE.size());
            assertThat(node.run("health").asJsonObject().getBoolean("connected"))
                    .isTrue();
        }
    }

    @Test
    @Proves("FLT-4-2")
    void aNameOfARoomIsNoMoreThanAName() {
        String room = "x" + party.red;
        try (Visitor inRoom = cluster.members().get(0).enter(room);
                Visitor inStar = cluster.members().get(0).enter("*");
                Visitor elsewhere = cluster.members().get(1).enter(room + "#", "x#" + room)) {
            for (Member from : cluster.members()) {
                awaitReached(from, inRoom, room);
                awaitReached(from, inStar, "*");
                awaitReached(from, elsewhere, room + "#");
                for (String pattern :
                        List.of("*", "?" + party.red, "[a-z]" + party.red, "x*", "\\" + room, room + "*", "#" + room)) {
                    from.emit(Whom.in(pattern), party.fresh("for " + pattern));
                }
                assertThat(((JsonString) inStar.message()).getString()).startsWith("for * ");
                assertReachedBy(from, inRoom, room);
                assertReachedBy(from, elsewhere, room + "#");
            }
        }
    }

    /** The channel of a room is joined some time after its first socket has joined the room. */
    private void awaitReached(Member from, Visitor visitor, String room) {
        Await.until(from + " reaches " + room, () -> {
            var probe = party.fresh("probe");
            from.emit(Whom.in(room), probe);
            Await.pass(50);
            return visitor.arrived().stream().anyMatch(event -> event.payload().equals(probe));
        });
    }

    /** What it hears next is what comes after all those. */
    private void assertReachedBy(Member from, Visitor visitor, String room) {
        var last = party.fresh("for " + room);
        from.emit(Whom.in(room), last);
        assertThat(visitor.message()).isEqualTo(last);
    }
}
