// SPDX-License-Identifier: Apache-2.0
package ee.parley.cluster;

import ee.parley.redis.server.RedisServer;
import ee.parley.runner.Container;
import ee.parley.runner.Launch;
import ee.parley.runner.RunningServer;
import java.net.URI;
import java.nio.file.Path;

/** The chat on Payara Micro, which is node {@code a}, and on WildFly, node {@code b}; Redis between them, nginx in front. */
final class ChatCluster implements AutoCloseable {
    private final RedisServer redis;
    private final RunningServer a;
    private final RunningServer b;
    private final Nginx nginx;

    private ChatCluster(RedisServer redis, RunningServer a, RunningServer b, Nginx nginx) {
        this.redis = redis;
        this.a = a;
        this.b = b;
        this.nginx = nginx;
    }

    /**
     * Starts all of it; returns when the chat answers.
     *
     * @param war the chat with the Redis adapter in it
     * @param port where nginx listens; 0 for a port that is free
     */
    static ChatCluster start(Path war, int port) {
        RedisServer redis = RedisServer.start();
        RunningServer a = null;
        RunningServer b = null;
        try {
            a = node(Container.PAYARA_MICRO, war, redis).start();
            b = node(Container.WILDFLY, war, redis).start();
            return new ChatCluster(redis, a, b, Nginx.start("nginx.conf", port, a.uri(), b.uri()));
        } catch (RuntimeException failure) {
            if (a != null) {
                a.close();
            }
            if (b != null) {
                b.close();
            }
            redis.close();
            throw failure;
        }
    }

    private static Launch node(Container container, Path war, RedisServer redis) {
        return Launch.of(container, war).with("parley.cluster", redis.uri());
    }

    URI uri() {
        return nginx.uri();
    }

    RunningServer a() {
        return a;
    }

    RunningServer b() {
        return b;
    }

    @Override
    public void close() {
        nginx.close();
        a.close();
        b.close();
        redis.close();
    }
}
