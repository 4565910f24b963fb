// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ee.parley.redis.server.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Three nodes on a Redis of their own: the containers of this run, behind a wire that can be cut, and the reference server for
 * the rest, beside that wire: its client of Redis does not come back when what it connects to hangs up at once.
 */
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

    /** Whether there is a Redis for it. */
    boolean possible() {
        return mode != Mode.SHARDED || RedisServer.majorVersion() >= 7;
    }

    /** Starts it, if it does not run yet; where there is no Redis for it, the test is skipped. */
    Cluster up() {
        assumeTrue(possible(), "skipped: sharded publish/subscribe needs a redis-server 7 on the PATH");
        if (redis == null) {
            redis = RedisServer.start();
            relay = new Relay(redis.port());
            members.addAll(containers.join(mode, options()));
            while (members.size() < SIZE) {
                members.add(joinReference());
            }
        }
        if (members.size() < SIZE) {
            throw new IllegalStateException("the cluster did not start when it was to start");
        }
        awaitAll();
        return this;
    }

    /** What an application needs to be a node of it. */
    private Map<String, String> options() {
        return Map.of("parley.cluster", url(), "parley.redis.mode", mode.key(), "parley.ack-timeout", "3000");
    }

    /** Lets a node of Parley in that is not one of the {@link #members}. */
    Member join(Containers spare) {
        return spare.join(mode, options()).get(0);
    }

    /** Lets a reference server in that is not one of the {@link #members}. */
    Member joinReference() {
        return ReferenceServer.join(mode, redis.uri());
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

    /** Returns when each of the {@link #members} is answered by all others, and nobody else is waited for. */
    void awaitAll() {
        for (Member member : members) {
            member.awaitAnsweredBy(members.size() - 1);
        }
    }

    /** Returns when each of the {@link #members} finds these, and no others: a command for sockets elsewhere takes a moment to arrive. */
    void awaitFound(Whom whom, Visitor... visitors) {
        for (Member member : members) {
            Await.until(member + " finds them", () -> member.ids(whom).equals(Visitor.ids(visitors)));
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
