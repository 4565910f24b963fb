// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.impl.engine.HandshakeRequest;
import ee.parley.impl.transport.Fake;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SnapshotsTest {
    private final Snapshots snapshots = new Snapshots();

    /** A container makes new strings for each request. */
    private static String made(String text) {
        return String.valueOf(text.toCharArray());
    }

    private HandshakeRequest taken(String queryString, Map<String, String> headers) {
        Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> sent.put(made(name), made(value)));
        HttpServletRequest request =
                Fake.of(HttpServletRequest.class, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRequestURI" -> made("/socket.io/");
                    case "getQueryString" -> made(queryString);
                    case "getHeaderNames" -> Collections.enumeration(sent.keySet());
                    case "getHeaders" -> Collections.enumeration(List.of(sent.get(arguments[0])));
                    case "getRemoteAddr" -> made("192.0.2.1");
                    case "isSecure" -> true;
                    case "getUserPrincipal" -> null;
                    default -> throw new AssertionError(method);
                });
        return snapshots.of(request, Query.parse(queryString), Set.of());
    }

    private static String value(HandshakeRequest request, String header) {
        return request.headers().get(header).get(0);
    }

    @Test
    void whatWasSentIsCopied() {
        HandshakeRequest taken = taken("EIO=4&token=x", Map.of("Host", "chat.example", "Cookie", "id=1"));
        assertThat(taken.url()).isEqualTo("/socket.io/?EIO=4&token=x");
        assertThat(taken.query()).isEqualTo(Map.of("EIO", "4", "token", "x"));
        assertThat(taken.headers()).isEqualTo(Map.of("Host", List.of("chat.example"), "Cookie", List.of("id=1")));
        assertThat(taken.remoteAddress()).isEqualTo("192.0.2.1");
        assertThat(taken.secure()).isTrue();
        assertThat(taken.principal()).isEmpty();
        assertThat(taken.roles()).isEmpty();
    }

    @Test
    void clientsShareWhatTheySendAlike() {
        HandshakeRequest first = taken("EIO=4&transport=websocket", Map.of("User-Agent", "Browser/1.0"));
        HandshakeRequest second = taken("EIO=4&transport=websocket", Map.of("user-agent", "Browser/1.0"));
        assertThat(second.url()).isSameAs(first.url());
        assertThat(second.query()).isSameAs(first.query());
        assertThat(value(second, "User-Agent")).isSameAs(value(first, "User-Agent"));
    }

    @Test
    void whatTellsPeopleApartIsKeptForNobodyElse() {
        HandshakeRequest first = taken("EIO=4&token=secret", Map.of("Cookie", "id=secret"));
        HandshakeRequest second = taken("EIO=4&token=secret", Map.of("Cookie", "id=secret"));
        assertThat(second.url()).isNotSameAs(first.url());
        assertThat(second.query().get("token")).isNotSameAs(first.query().get("token"));
        assertThat(value(second, "Cookie")).isNotSameAs(value(first, "Cookie"));
        assertThat(second.remoteAddress()).isNotSameAs(first.remoteAddress());
    }

    @Test
    void whatIsLongIsKeptForNobodyElse() {
        String browser = "Browser/1.0 " + "x".repeat(250);
        HandshakeRequest first = taken("EIO=" + browser, Map.of("User-Agent", browser));
        HandshakeRequest second = taken("EIO=" + browser, Map.of("User-Agent", browser));
        assertThat(second.url()).isNotSameAs(first.url());
        assertThat(second.query()).isNotSameAs(first.query());
        assertThat(value(second, "User-Agent")).isNotSameAs(value(first, "User-Agent"));
    }
}
