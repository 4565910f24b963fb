// SPDX-License-Identifier: Apache-2.0
package ee.parley.browser;

import ee.parley.runner.Container;
import ee.parley.runner.Launch;
import ee.parley.runner.RunningServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The servers and browsers that all tests of a run share. Each starts when it is first needed.
 *
 * @param <W> the example's windows
 */
public abstract class Stage<W extends Window> implements AutoCloseable {
    private final Map<Container, RunningServer> servers = new EnumMap<>(Container.class);
    private final Deque<Browser> idle = new ArrayDeque<>();
    private final List<W> open = new ArrayList<>();

    /**
     * Hands the stage to tests, and clears it after each.
     *
     * @param <S> the example's stage
     */
    public abstract static class Shared<S extends Stage<?>> implements ParameterResolver, AfterEachCallback {
        private final Class<S> type;
        private final Supplier<S> maker;

        protected Shared(Class<S> type, Supplier<S> maker) {
            this.type = type;
            this.maker = maker;
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == type;
        }

        @Override
        public S resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return stage(context);
        }

        @Override
        public void afterEach(ExtensionContext context) {
            if (context.getExecutionException().isPresent()) {
                String name = context.getRequiredTestClass().getSimpleName() + "."
                        + context.getRequiredTestMethod().getName();
                stage(context).photograph(name);
            }
            stage(context).clear();
        }

        private S stage(ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Stage.class))
                    .getOrComputeIfAbsent(type, absent -> maker.get(), type);
        }
    }

    /** Where the example is: at the root on one container, below it on the other. */
    public static Launch launch(Container container) {
        return Launch.of(container, Path.of(System.getProperty("parley.example.war")))
                .at(container == Container.PAYARA_MICRO ? "/some/where" : "/");
    }

    public RunningServer server(Container container) {
        return servers.computeIfAbsent(container, absent -> launch(absent).start());
    }

    /** Starts it again on the port it had. */
    public void restart(Container container) {
        int port = server(container).uri().getPort();
        servers.put(container, launch(container).onPort(port).start());
    }

    /** Opens the page in a window of its own; nobody has entered yet. */
    public W window(Container container, String query) {
        return window(server(container).uri().resolve(query));
    }

    public W window(URI uri) {
        W window = window(idle.isEmpty() ? new Browser() : idle.pop(), uri);
        open.add(window);
        return window;
    }

    protected abstract W window(Browser browser, URI uri);

    void photograph(String name) {
        for (W window : open) {
            window.photograph("failed-" + name + "-" + open.indexOf(window));
        }
    }

    void clear() {
        for (W window : open) {
            window.leave();
            idle.push(window.browser());
        }
        open.clear();
    }

    @Override
    public void close() {
        clear();
        idle.forEach(Browser::close);
        servers.values().forEach(RunningServer::close);
    }
}
