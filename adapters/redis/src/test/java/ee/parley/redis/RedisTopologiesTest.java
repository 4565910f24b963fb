// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ee.parley.redis.server.RedisServer;
import ee.parley.spi.ClusterChannel;
import ee.parley.spi.ClusterMessage.Broadcast;
import ee.parley.spi.ClusterNode;
import ee.parley.spi.OtherNodes;
import ee.parley.spi.PacketData;
import ee.parley.spi.Selection;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each way of running Redis, with two nodes that talk. */
class RedisTopologiesTest {
    private static final int SLOTS = 16_384;
    private static final int HIGHEST_WITH_BUS = 55_535;
    private static final Broadcast HELLO =
            new Broadcast(Selection.EVERYBODY, new PacketData("[\"hello\"]"), false, true);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @AfterEach
    void close() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private <T extends AutoCloseable> T closed(T later) {
        open.push(later);
        return later;
    }

    private RedisAdapter started(RedisAdapter.Builder builder) {
        RedisAdapter adapter = builder.timeout(Duration.ofSeconds(3)).build();
        adapter.start(new ClusterNode() {
            @Override
            public Executor executor() {
                throw new AssertionError("not needed");
            }

            @Override
            public Runnable schedule(Duration delay, Runnable task) {
                throw new AssertionError("not needed");
            }
        });
        closed(() -> Await.done(adapter.close()));
        return adapter;
    }

    private record Pair(ClusterChannel from, Heard heard, RedisAdapter one, RedisAdapter two) {
        void talk() {
            Await.until("one other node", () -> {
                try {
                    return from.otherNodes().toCompletableFuture().join().equals(new OtherNodes(1, 0));
                } catch (RuntimeException notYet) {
                    return false;
                }
            });
            Await.done(from.publish(HELLO));
            assertThat(heard.next().message()).isEqualTo(HELLO);
        }
    }

    private Pair pair(String address, boolean cluster) {
        RedisAdapter one = started(RedisAdapter.builder(address).cluster(cluster));
        RedisAdapter two = started(RedisAdapter.builder(address).cluster(cluster));
        Heard heard = new Heard();
        ClusterChannel from = one.open("/", new Heard());
        two.open("/", heard);
        return new Pair(from, heard, one, two);
    }

    @Test
    void aPasswordIsPartOfTheAddress() {
        RedisServer redis = closed(RedisServer.start("--requirepass", "secret"));
        pair("redis://:secret@127.0.0.1:" + redis.port(), false).talk();
    }

    @Test
    void aWrongPasswordIsToldByTheHealth() {
        RedisServer redis = closed(RedisServer.start("--requirepass", "secret"));
        RedisAdapter adapter = started(RedisAdapter.builder("redis://:guess@127.0.0.1:" + redis.port()));
        Await.until(
                "refused",
                () -> adapter.health()
                        .problem()
                        .filter(why -> why.contains("WRONGPASS"))
                        .isPresent());
        assertThat(adapter.health().connected()).isFalse();
    }

    @Test
    void redissIsRedisWithTls(@TempDir Path directory) throws Exception {
        assumeTrue(RedisServer.majorVersion() >= 7, "the Redis of the jar may have no TLS");
        Path[] pair = keyPair(directory);
        int port = RedisServer.freePort();
        closed(RedisServer.start(
                port,
                List.of(
                        "--port",
                        "0",
                        "--tls-port",
                        Integer.toString(port),
                        "--tls-key-file",
                        pair[0].toString(),
                        "--tls-cert-file",
                        pair[1].toString(),
                        "--tls-auth-clients",
                        "no")));
        pair("rediss://127.0.0.1:" + port + "?verifyPeer=NONE", false).talk();
        RedisAdapter careful = started(RedisAdapter.builder("rediss://127.0.0.1:" + port));
        Await.until(
                "not trusted",
                () -> careful.health()
                        .problem()
                        .filter(why -> why.contains("certification path"))
                        .isPresent());
    }

    private static Path[] keyPair(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = directory.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "redis",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "secret",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
        assertThat(keytool.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(keytool.exitValue()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "secret".toCharArray());
        }
        byte[] key = keys.getKey("redis", "secret".toCharArray()).getEncoded();
        return new Path[] {
            pem(directory.resolve("key.pem"), "PRIVATE KEY", key),
            pem(
                    directory.resolve("cert.pem"),
                    "CERTIFICATE",
                    keys.getCertificate("redis").getEncoded())
        };
    }

    private static Path pem(Path file, String kind, byte[] bytes) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return Files.writeString(file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }

    @Test
    void sentinelsTellWhoIsTheMasterAlsoWhenItIsAnother() {
        RedisServer master = closed(RedisServer.start());
        closed(RedisServer.start("--replicaof", "127.0.0.1", Integer.toString(master.port())));
        RedisServer sentinel = closed(RedisServer.startSentinel(
                "sentinel monitor main 127.0.0.1 " + master.port() + " 1",
                "sentinel down-after-milliseconds main 500",
                "sentinel failover-timeout main 3000"));
        Pair pair = pair("redis-sentinel://127.0.0.1:" + sentinel.port() + "#main", false);
        pair.talk();
        try (RedisClient client = RedisClient.create();
                var asked = client.connectSentinel(RedisURI.create("redis://127.0.0.1:" + sentinel.port()))) {
            Await.until(
                    "the replica is known",
                    () -> !asked.sync().replicas("main").isEmpty()
                            && "ok".equals(asked.sync().replicas("main").get(0).get("master-link-status")));
        }
        master.stop();
        Await.until("cut off", () -> !pair.one().health().connected());
        Await.until(
                "moved",
                () -> pair.one().health().connected() && pair.two().health().connected());
        pair.talk();
    }

    @Test
    void aRedisClusterIsOneRedisToItsNodes() {
        RedisServer one = closed(clusterNode());
        RedisServer two = closed(clusterNode());
        try (RedisClient client = RedisClient.create();
                var first = client.connect(RedisURI.create(one.uri()));
                var second = client.connect(RedisURI.create(two.uri()))) {
            first.sync().clusterAddSlots(IntStream.range(0, SLOTS / 2).toArray());
            second.sync().clusterAddSlots(IntStream.range(SLOTS / 2, SLOTS).toArray());
            first.sync().clusterMeet("127.0.0.1", two.port());
            Await.until(
                    "joined",
                    () -> first.sync().clusterInfo().contains("cluster_state:ok")
                            && second.sync().clusterInfo().contains("cluster_state:ok"));
        }
        pair("redis://127.0.0.1:" + one.port() + ",127.0.0.1:" + two.port(), true)
                .talk();
    }

    private static RedisServer clusterNode() {
        int port = IntStream.generate(RedisServer::freePort)
                .filter(each -> each <= HIGHEST_WITH_BUS)
                .findFirst()
                .orElseThrow();
        return RedisServer.start(port, List.of("--cluster-enabled", "yes", "--cluster-node-timeout", "2000"));
    }
}
