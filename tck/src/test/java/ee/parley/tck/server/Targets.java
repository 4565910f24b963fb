// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.server;

import ee.parley.runner.Container;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * The targets of this run. One that the class path brings, as a service, is the only one. Else {@code parley.tck.url} names a
 * running one, or {@code parley.tck.on} lists those to start: the names
 * of {@link Container}s, and {@code reference}. {@code parley.tck.websocket} says with which WebSocket, of {@code endpoint} and
 * {@code upgrade}, else it is the endpoint, and both for {@link EveryWebSocket} on a container that has both. Each is started at its first use, and closed
 * with the run.
 */
public final class Targets implements ArgumentsProvider {
    private static final String REFERENCE = "reference";

    /** Elsewhere {@code parley.websocket=upgrade} is refused at deployment. */
    private static final Set<Container> WITH_OUR_WEB_SOCKET =
            EnumSet.of(Container.PAYARA_MICRO, Container.WILDFLY, Container.GLASSFISH);

    private static final ServiceLoader<Target> BROUGHT = ServiceLoader.load(Target.class);

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Targets.class);

    private static Stream<String> names() {
        if (BROUGHT.findFirst().isPresent()
                || !System.getProperty("parley.tck.url", "").isEmpty()) {
            return Stream.empty();
        }
        return Stream.of(
                System.getProperty("parley.tck.on", "payara_micro,wildfly").split(",", -1));
    }

    /** Returns the containers that this run starts; none when the server is somebody else's. */
    public static Stream<Container> containers() {
        return names().filter(name -> !name.equals(REFERENCE))
                .map(name -> Container.valueOf(name.toUpperCase(Locale.ROOT)));
    }

    /** Returns the TCK application for a container. */
    public static Path war(Container container) {
        return container.platform()
                ? Path.of(System.getProperty("parley.tck.war", "target/tck.war"))
                : Path.of(System.getProperty("parley.tck.servlet.war", "target/tck-servlet.war"));
    }

    @Override
    public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        boolean every = context.getRequiredTestClass().isAnnotationPresent(EveryWebSocket.class);
        All all = context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent(All.class, key -> new All(), All.class);
        return Stream.concat(all.targets.stream(), every ? all.further.stream() : Stream.empty())
                .map(Arguments::of);
    }

    private static final class All implements AutoCloseable {
        final List<Target> targets = new ArrayList<>();
        final List<Target> further = new ArrayList<>();

        All() {
            Optional<Target> brought = BROUGHT.findFirst();
            if (brought.isPresent()) {
                targets.add(brought.get());
                return;
            }
            String url = System.getProperty("parley.tck.url", "");
            if (!url.isEmpty()) {
                targets.add(new RunningTarget(URI.create(url)));
                return;
            }
            if (names().anyMatch(REFERENCE::equals)) {
                targets.add(new ReferenceTarget());
            }
            for (Container container : containers().toList()) {
                for (String webSocket : list("parley.tck.websocket", "endpoint")) {
                    targets.add(new ContainerTarget(container, webSocket));
                }
                if (System.getProperty("parley.tck.websocket") == null && WITH_OUR_WEB_SOCKET.contains(container)) {
                    further.add(new ContainerTarget(container, "upgrade"));
                }
            }
        }

        private static String[] list(String property, String defaults) {
            return System.getProperty(property, defaults).split(",", -1);
        }

        @Override
        public void close() {
            targets.forEach(Target::stop);
            further.forEach(Target::stop);
        }
    }
}
