// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.event.DefaultEventPublisherOptions;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The threads that Lettuce runs on, for one adapter, and how it is set. Everything ends with {@link #close}. */
final class Lettuce {
    static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
    static final int GRACE_SECONDS = 2;

    private static final int THREADS = 2;
    private static final int FLUSH_AFTER = 64;
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration TOPOLOGY = Duration.ofSeconds(30);

    private final EventExecutorGroup executors;
    private final ClientResources resources;

    /** Threads get the class loader of the thread that calls, which is the application's. */
    Lettuce() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        this.executors = new DefaultEventExecutorGroup(THREADS, threads("parley-redis", loader));
        this.resources = ClientResources.builder()
                .eventExecutorGroup(executors)
                .ioThreadPoolSize(THREADS)
                .threadFactoryProvider(pool -> threads("parley-redis-" + pool, loader))
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .commandLatencyPublisherOptions(DefaultEventPublisherOptions.disabled())
                .nettyCustomizer(new io.lettuce.core.resource.NettyCustomizer() {
                    @Override
                    public void afterChannelInitialized(Channel channel) {
                        channel.pipeline().addFirst(new FlushConsolidationHandler(FLUSH_AFTER, true));
                    }
                })
                .build();
    }

    private static ThreadFactory threads(String name, ClassLoader loader) {
        return new DefaultThreadFactory(name, true) {
            @Override
            protected Thread newThread(Runnable task, String name) {
                Thread thread = super.newThread(task, name);
                thread.setContextClassLoader(loader);
                return thread;
            }
        };
    }

    /** Returns a thread's worth of serial execution. */
    EventExecutor loop() {
        return executors.next();
    }

    Client client(RedisOptions options) {
        return options.cluster()
                ? new Clustered(resources, clustered(), options.addresses())
                : new Standalone(resources, single(), options.addresses().get(0));
    }

    /** A connection that breaks stays broken: what Lettuce would send again on the next one might arrive twice. */
    private static ClientOptions single() {
        return ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .protocolVersion(ProtocolVersion.RESP3)
                .socketOptions(sockets())
                .timeoutOptions(TimeoutOptions.create())
                .build();
    }

    private static ClusterClientOptions clustered() {
        return ClusterClientOptions.builder(single())
                .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .enablePeriodicRefresh(TOPOLOGY)
                        .build())
                .build();
    }

    private static SocketOptions sockets() {
        return SocketOptions.builder().connectTimeout(CONNECT).keepAlive(true).build();
    }

    /** Ends all threads. */
    CompletableFuture<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        resources
                .shutdown(0, GRACE_SECONDS, TimeUnit.SECONDS)
                .addListener((Future<Object> ignored) -> executors
                        .shutdownGracefully(0, GRACE_SECONDS, TimeUnit.SECONDS)
                        .addListener((Future<Object> done) -> closed.complete(null)));
        return closed;
    }
}
