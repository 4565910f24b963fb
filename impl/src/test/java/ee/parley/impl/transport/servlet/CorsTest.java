// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.CorsOptions;
import ee.parley.ServerOptions.WebSocketLayer;
import ee.parley.impl.transport.RawHttp;
import ee.parley.impl.transport.RawWebSocket;
import ee.parley.impl.transport.WireServer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a browser is told about pages of other origins. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ParameterizedClass
@EnumSource(WebSocketLayer.class)
class CorsTest {
    @Parameter
    WebSocketLayer layer;

    private static final String HANDSHAKE = "/app/socket.io/?EIO=4&transport=polling";
    private static final String PAGE = "Origin: https://page.example";

    private WireServer any;
    private WireServer listed;

    @BeforeAll
    void start() {
        any = WireServer.start(layer, options -> options.cors(CorsOptions.of("*")));
        listed = WireServer.start(
                layer,
                options -> options.cors(new CorsOptions(
                        Set.of("https://page.example", "https://other.example"),
                        true,
                        List.of("GET", "POST"),
                        List.of("X-Token"),
                        List.of("X-Answer", "X-More"),
                        600)));
    }

    @AfterAll
    void stop() {
        any.close();
        listed.close();
    }

    @Test
    void anyOriginIsAllowedOnEveryAnswer() {
        RawHttp.Response opened = any.request("GET", HANDSHAKE, PAGE);
        assertThat(opened.status()).isEqualTo(200);
        assertThat(opened.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(opened.header("Vary")).isEmpty();

        RawHttp.Response refused = any.request("GET", "/app/socket.io/?EIO=4&transport=abc", PAGE);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @Test
    void upgradeIsAnsweredWithTheHeadersToo() {
        try (RawWebSocket webSocket = any.webSocket("", PAGE)) {
            assertThat(webSocket.handshake.status()).isEqualTo(101);
            assertThat(webSocket.handshake.header("Access-Control-Allow-Origin"))
                    .isEqualTo("*");
        }
    }

    @Test
    void preflightIsAnsweredBeforeAnyCheck() {
        RawHttp.Response answer = any.request(
                "OPTIONS",
                "/app/socket.io/?sid=unknown",
                PAGE,
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: x-token, content-type");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(answer.header("Access-Control-Allow-Methods")).isEqualTo("GET,HEAD,PUT,PATCH,POST,DELETE");
        assertThat(answer.header("Access-Control-Allow-Headers")).isEqualTo("x-token, content-type");
        assertThat(answer.header("Vary")).isEqualTo("Access-Control-Request-Headers");
        assertThat(answer.text()).isEmpty();
    }

    @Test
    void preflightSaysWhatTheOptionsSay() {
        RawHttp.Response answer =
                listed.request("OPTIONS", HANDSHAKE, PAGE, "Access-Control-Request-Headers: x-whatever");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://page.example");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(answer.header("Access-Control-Allow-Methods")).isEqualTo("GET,POST");
        assertThat(answer.header("Access-Control-Allow-Headers")).isEqualTo("X-Token");
        assertThat(answer.header("Access-Control-Expose-Headers")).isEqualTo("X-Answer,X-More");
        assertThat(answer.header("Access-Control-Max-Age")).isEqualTo("600");
        assertThat(answer.header("Vary")).isEqualTo("Origin");
    }

    @Test
    void listedOriginIsEchoed() {
        RawHttp.Response answer = listed.request("GET", HANDSHAKE, "Origin: https://other.example");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://other.example");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(answer.header("Access-Control-Expose-Headers")).isEqualTo("X-Answer,X-More");
        assertThat(answer.header("Vary")).isEqualTo("Origin");
    }

    @Test
    void otherOriginIsNotAndCannotOpenASession() {
        RawHttp.Response answer = listed.request("GET", HANDSHAKE, "Origin: https://evil.example");

        assertThat(answer.summary()).isEqualTo("403 application/json {\"code\":4,\"message\":\"Forbidden\"}");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.header("Vary")).isEqualTo("Origin");
    }

    @Test
    void sessionIsNotAskedForItsOriginAgain() {
        String sid = listed.openPolling();

        RawHttp.Response answer = listed.request("OPTIONS", HANDSHAKE + "&sid=" + sid, "Origin: https://evil.example");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void withoutTheOptionThereAreNoHeadersAndNoPreflight() {
        try (WireServer plain = WireServer.start(layer, options -> options)) {
            assertThat(plain.request("GET", HANDSHAKE).header("Access-Control-Allow-Origin"))
                    .isEmpty();
            assertThat(plain.request("OPTIONS", HANDSHAKE).summary())
                    .isEqualTo("400 application/json {\"code\":2,\"message\":\"Bad handshake method\"}");
        }
    }
}
