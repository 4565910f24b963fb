// SPDX-License-Identifier: Apache-2.0
package ee.parley.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ee.parley.spi.ClusterAdapter;
import ee.parley.spi.ClusterChannel;
import ee.parley.spi.ClusterListener;
import ee.parley.spi.ClusterMessage;
import ee.parley.spi.ClusterMessage.CountRooms;
import ee.parley.spi.ClusterNode;
import ee.parley.spi.OtherNodes;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class JvmAdapterTest {
    /** Its threads. */
    private record Node(Executor executor) implements ClusterNode {
        @Override
        public Runnable schedule(Duration delay, Runnable task) {
            throw new AssertionError("nothing is scheduled");
        }
    }

    private final String cluster = UUID.randomUUID().toString();
    private final List<String> heard = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private final ClusterListener listener = new ClusterListener() {
        @Override
        public void received(String node, ClusterMessage message, Optional<String> offset) {
            heard.add(message.toString());
        }

        @Override
        public void left(String node) {
            heard.add("left");
            left.add(node);
        }
    };

    private ClusterAdapter adapter() {
        return adapter(Runnable::run);
    }

    private ClusterAdapter adapter(Executor threads) {
        ClusterAdapter adapter = new JvmAdapterFactory().create(URI.create("jvm:" + cluster), name -> Optional.empty());
        adapter.start(new Node(threads));
        return adapter;
    }

    private Set<ObjectName> entries() throws Exception {
        return ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("ee.parley:cluster=\"" + cluster + "\",*"), null);
    }

    @Test
    void aNodeThatHasClosedLeavesNothingBehind() throws Exception {
        ClusterAdapter one = adapter();
        ClusterAdapter two = adapter();
        one.open("/", listener);
        two.open("/", listener);
        assertThat(entries()).hasSize(2);

        two.close();
        assertThat(heard).containsExactly("left");
        assertThat(entries()).hasSize(1);
        one.close();
        assertThat(entries()).isEmpty();
    }

    @Test
    void whoIsCountedIsNamedAsWhoLeaves() throws Exception {
        ClusterAdapter one = adapter();
        ClusterAdapter two = adapter();
        ClusterChannel counts = one.open("/", listener);
        two.open("/", listener);
        OtherNodes others = others(counts);

        two.close();

        assertThat(others).isEqualTo(new OtherNodes(1, 0, Set.copyOf(left)));
        one.close();
    }

    private static OtherNodes others(ClusterChannel channel) {
        return channel.otherNodes().toCompletableFuture().join();
    }

    @Test
    void whatIsNoMessageIsCountedAndDropped() throws Exception {
        ClusterAdapter adapter = adapter();
        adapter.open("/", listener);
        for (Object said : List.of(new byte[] {77}, new byte[0], 7, new String[] {"a"})) {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(entries().iterator().next(), "apply", new Object[] {said}, new String[] {
                        Object.class.getName()
                    });
        }

        assertThat(adapter.health().malformed()).isEqualTo(4);
        assertThat(heard).isEmpty();
        adapter.close();
    }

    @Test
    void whatCameBeforeAChannelWasOpenedIsNotForIt() {
        Queue<Runnable> threads = new ArrayDeque<>();
        ClusterAdapter slow = adapter(threads::add);
        ClusterAdapter other = adapter();
        ClusterChannel says = other.open("/", listener);
        slow.open("/", listener).close();
        says.publish(new CountRooms("while closed"));
        ClusterChannel opened = slow.open("/", listener);
        says.publish(new CountRooms("opened"));

        threads.remove().run();

        assertThat(threads).isEmpty();
        assertThat(heard).containsExactly("left", "CountRooms[requestId=opened]");
        opened.close();
        threads.remove().run();
        slow.close();
        threads.remove().run();
        other.close();
    }

    @Test
    void aNodeIsNotCountedBeforeItHears() {
        Queue<Runnable> threads = new ArrayDeque<>();
        ClusterAdapter slow = adapter(threads::add);
        ClusterAdapter other = adapter();
        ClusterChannel counts = other.open("/", listener);
        slow.open("/", listener);
        assertThat(others(counts).count()).isZero();

        threads.remove().run();

        assertThat(others(counts).count()).isOne();
        other.close();
        slow.close();
        threads.remove().run();
    }

    @Test
    void applicationsWithClassLoadersOfTheirOwnReachEachOther() throws Exception {
        ClusterAdapter here = adapter();
        here.open("/", listener);
        comesAndGoes();
        here.close();

        assertThat(heard).containsExactly("CountRooms[requestId=hello]", "left");
    }

    @Test
    void anApplicationThatHasGoneCanBeCollected() throws Exception {
        ClusterAdapter here = adapter();
        here.open("/", listener);

        WeakReference<ClassLoader> gone = comesAndGoes();

        for (int i = 0; i < 100 && gone.get() != null; i++) {
            System.gc();
        }
        assertThat(gone.get()).isNull();
        here.close();
    }

    private WeakReference<ClassLoader> comesAndGoes() throws Exception {
        try (URLClassLoader other = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            Object there = foreign(other);
            assertThat(there.getClass().getClassLoader()).isSameAs(other);

            Object channel = call(there, "open", "/", listenerOf(other));
            Object message = Class.forName(CountRooms.class.getName(), true, other)
                    .getConstructor(String.class)
                    .newInstance("hello");
            call(channel, "publish", message);
            call(there, "close");
            return new WeakReference<>(other);
        }
    }

    private static URL[] classPath() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry :
                System.getProperty("java.class.path").split(Pattern.quote(System.getProperty("path.separator")), -1)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    private static Object listenerOf(ClassLoader loader) throws Exception {
        return Proxy.newProxyInstance(
                loader,
                new Class<?>[] {Class.forName(ClusterListener.class.getName(), true, loader)},
                (proxy, method, arguments) -> null);
    }

    private Object foreign(ClassLoader loader) throws Exception {
        Object factory = Class.forName(JvmAdapterFactory.class.getName(), true, loader)
                .getConstructor()
                .newInstance();
        Function<String, Optional<String>> settings = name -> Optional.empty();
        Object adapter = call(factory, "create", URI.create("jvm:" + cluster), settings);
        Object node = Proxy.newProxyInstance(
                loader,
                new Class<?>[] {Class.forName(ClusterNode.class.getName(), true, loader)},
                (proxy, method, arguments) -> (Executor) Runnable::run);
        call(adapter, "start", node);
        return adapter;
    }

    private static Object call(Object target, String name, Object... arguments) throws Exception {
        Method method = Stream.of(target.getClass().getMethods())
                .filter(each -> each.getName().equals(name) && each.getParameterCount() == arguments.length)
                .findFirst()
                .orElseThrow();
        method.setAccessible(true);
        return method.invoke(target, arguments);
    }

    @Test
    void anAddressWithoutANameIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new JvmAdapterFactory().create(URI.create("jvm:/"), name -> Optional.empty()))
                .withMessage("parley.cluster is jvm:/: give the nodes a name in common, as in jvm:shop");
    }
}
