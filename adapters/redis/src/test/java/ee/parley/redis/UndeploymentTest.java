// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.redis.server.RedisServer;
import ee.parley.spi.ClusterChannel;
import ee.parley.spi.ClusterMessage.Broadcast;
import ee.parley.spi.ClusterNode;
import ee.parley.spi.PacketData;
import ee.parley.spi.Selection;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The adapter comes and goes with the class loader of its application, and so do Lettuce and Netty in it. */
class UndeploymentTest {
    /** An application, called on a thread of the container, which lives on. */
    public static final class Application implements Consumer<String> {
        @Override
        public void accept(String address) {
            RedisAdapter adapter = RedisAdapter.builder(address)
                    .timeout(Duration.ofSeconds(10))
                    .build();
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
            ClusterChannel channel = adapter.open("/", new Heard());
            Await.done(channel.otherNodes());
            Await.done(channel.publish(new Broadcast(Selection.EVERYBODY, new PacketData("[\"hello\"]"), false, true)));
            Await.done(adapter.close());
        }
    }

    /** The JDK keeps the type of the component of a record that it compared last: let that be this one. */
    private record Last(UndeploymentTest component) {
        String forgetOthers() {
            return this + " " + hashCode() + " " + equals(new Last(new UndeploymentTest()));
        }
    }

    @Test
    @EnabledForJreRange(
            max = JRE.JAVA_18,
            disabledReason = "later JDKs keep types of records by soft references, which go only when memory is short")
    void nothingKeepsTheClassLoaderOfAnApplicationThatIsGone() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            WeakReference<ClassLoader> loader = deployAndUndeploy(redis.uri());
            assertThat(new Last(this).forgetOthers()).endsWith("false");
            Await.until("collected", () -> {
                System.gc();
                return loader.get() == null;
            });
        }
    }

    private static WeakReference<ClassLoader> deployAndUndeploy(String address) throws Exception {
        ClassLoader container = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader application = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(application);
            @SuppressWarnings("unchecked")
            Consumer<String> run = (Consumer<String>) application
                    .loadClass(Application.class.getName())
                    .getConstructor()
                    .newInstance();
            run.accept(address);
            return new WeakReference<>(application);
        } finally {
            Thread.currentThread().setContextClassLoader(container);
        }
    }

    private static URL[] classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .map(UndeploymentTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }
}
