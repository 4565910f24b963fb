// SPDX-License-Identifier: Apache-2.0
package ee.parley.chat;

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
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The servers and browsers that all tests of a run share. Each starts when it is first needed. */
final class Stage implements AutoCloseable {
    private final Map<Container, RunningServer> servers = new EnumMap<>(Container.class);
    private final Deque<Browser> idle = new ArrayDeque<>();
    private final List<ChatWindow> open = new ArrayList<>();
    private int visitors;

    /** Hands the stage to tests, and clears it after each. */
    static final class Shared implements ParameterResolver, AfterEachCallback {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Stage.class;
        }

        @Override
        public Stage resolveParameter(ParameterContext parameter, ExtensionContext context) {
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

        private static Stage stage(ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Stage.class))
                    .getOrComputeIfAbsent(Stage.class, type -> new Stage(), Stage.class);
        }
    }

    /** Where the chat is: at the root on one container, below it on the other. */
    static Launch launch(Container container) {
        return Launch.of(container, Path.of(System.getProperty("parley.chat.war")))
                .at(container == Container.PAYARA_MICRO ? "/some/where" : "/");
    }

    RunningServer server(Container container) {
        return servers.computeIfAbsent(container, absent -> launch(absent).start());
    }

    /** Starts it again on the port it had. */
    void restart(Container container) {
        int port = server(container).uri().getPort();
        servers.put(container, launch(container).onPort(port).start());
    }

    /** Opens the page in a window of its own; nobody has entered yet. */
    ChatWindow window(Container container, String query) {
        return window(server(container).uri().resolve(query));
    }

    ChatWindow window(URI uri) {
        Browser browser = idle.isEmpty() ? new Browser() : idle.pop();
        ChatWindow window = new ChatWindow(browser, uri);
        open.add(window);
        return window;
    }

    /** Enters the chat under a name that nobody else has had in this run. */
    ChatWindow enter(Container container, String name, String query) {
        return enter(container, name, query, UnaryOperator.identity());
    }

    ChatWindow enter(Container container, String name, String query, UnaryOperator<ChatWindow> prepared) {
        return prepared.apply(window(container, query)).enter(name + " " + ++visitors);
    }

    private void photograph(String name) {
        for (ChatWindow window : open) {
            window.photograph("failed-" + name + "-" + open.indexOf(window));
        }
    }

    private void clear() {
        for (ChatWindow window : open) {
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
