// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ee.parley.redis.server.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Three nodes on a Redis of their own: the containers of this run, and the reference server for the rest. */
final class Cluster implements AutoCloseable {
    private static final int SIZE = 3;

    final Mode mode;
    private final Containers containers;
    private final List<Member> members = new ArrayList<>();
    private RedisServer redis;
    private Relay relay;

    Cluster(Mode mode, Containers containers) {
        this.mode = mode;
        this.containers = containers;
    }

    /** Starts it, if it does not run yet; where there is no Redis for it, the test is skipped. */
    Cluster up() {
        assumeTrue(
                mode != Mode.SHARDED || RedisServer.majorVersion() >= 7,
                "skipped: sharded publish/subscribe needs a redis-server 7 on the PATH");
        if (redis == null) {
            redis = RedisServer.start();
            relay = new Relay(redis.port());
            members.addAll(containers.join(
                    mode,
                    Map.of("parley.cluster", url(), "parley.redis.mode", mode.key(), "parley.ack-timeout", "3000")));
            while (members.size() < SIZE) {
                members.add(ReferenceServer.join(mode, url()));
            }
        }
        awaitAll();
        return this;
    }

    RedisServer redis() {
        return redis;
    }

    Relay relay() {
        return relay;
    }

    /** Where nodes find Redis. */
    String url() {
        return "redis://127.0.0.1:" + relay.port();
    }

    List<Member> members() {
        return members;
    }

    /** Returns when each node is answered by all others. */
    void awaitAll() {
        for (Member member : members) {
            Await.until(
                    member + " is answered by the others",
                    () -> member.run("ask-servers", Values.of("anybody"))
                            .asJsonObject()
                            .getJsonArray("answers")
                            .equals(Values.array(members.size() - 1, "anybody heard")));
        }
    }

    @Override
    public void close() {
        if (redis != null) {
            members.forEach(Member::close);
            relay.close();
            redis.close();
        }
    }

    @Override
    public String toString() {
        return mode.key();
    }
}
