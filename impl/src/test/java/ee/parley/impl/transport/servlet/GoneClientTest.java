// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.ServerOptions;
import ee.parley.impl.LogRecords;
import ee.parley.impl.bundle.ClientBundle;
import ee.parley.impl.engine.Engine;
import ee.parley.impl.engine.Hooks;
import ee.parley.impl.lane.ManualTimers;
import ee.parley.impl.transport.Fake;
import ee.parley.impl.transport.WebSocketAcceptor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that have gone when the front door answers them. */
class GoneClientTest {
    private final ManualTimers timers = new ManualTimers();
    private final List<String> answered = new ArrayList<>();
    private boolean committed;

    @BeforeEach
    void forget() {
        LogRecords.clear();
    }

    private static HttpServletRequest request() {
        return Fake.of(HttpServletRequest.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getMethod" -> "GET";
            case "getQueryString" -> "EIO=4&transport=carrier-pigeon";
            case "getRemoteAddr" -> "192.0.2.1";
            case "getPathInfo", "getHeaders", "getHeader" -> null;
            default -> throw new AssertionError(method);
        });
    }

    private HttpServletResponse response() {
        return Fake.of(HttpServletResponse.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "setStatus" -> answered.add("status " + arguments[0]);
            case "setHeader", "setContentLength" -> null;
            case "isCommitted" -> committed;
            case "getOutputStream" -> throw new IOException("Connection is closed");
            default -> throw new AssertionError(method);
        });
    }

    private EngineServlet servlet() {
        Engine engine = new Engine(ServerOptions.defaults(), timers, session -> {
            throw new AssertionError("opened");
        });
        return new EngineServlet(
                engine,
                ServerOptions.defaults(),
                timers,
                Fake.unused(WebSocketAcceptor.class),
                ClientBundle.none(),
                Runnable::run,
                new Hooks(),
                Set.of(),
                false);
    }

    @Test
    void theContainerIsNotToldThatAClientHasGone() {
        committed = true;

        servlet().service(request(), response());

        assertThat(answered).containsExactly("status 400");
        assertThat(LogRecords.of("PARLEY5005"))
                .containsExactly("DEBUG PARLEY5005 A client has gone before it was answered (IOException)");
    }

    @Test
    void anAnswerThatCouldNotBeWrittenIsNeverASuccess() {
        servlet().service(request(), response());

        assertThat(answered).containsExactly("status 400", "status 400");
    }
}
