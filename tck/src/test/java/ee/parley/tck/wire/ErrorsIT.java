// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.DiffersFromReference;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client is told when a handler fails. The envelope is Parley's own; the twin application wraps its errors so. */
@EveryTarget
@Tag("wire")
class ErrorsIT {
    private static final String INTERNAL = "{\"code\":\"INTERNAL\",\"message\":\"Internal error\"}";

    private final Target target;

    ErrorsIT(Target target) {
        this.target = target;
    }

    private WebSocket open() {
        WebSocket socket = WebSocket.open(target, Variant.DEFAULTS);
        socket.join("/errors");
        return socket;
    }

    private static void assertStillServed(WebSocket socket) {
        socket.send("42/errors,99[\"alive\"]");
        socket.expect("43/errors,99[\"alive\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"throws", "fails-later", "fails-ack"})
    @Proves({"API-5-2", "API-5-4"})
    void aFailureIsAnsweredWithoutItsText(String event) {
        try (WebSocket socket = open()) {
            socket.send("42/errors,5[\"" + event + "\"]");
            socket.expect("43/errors,5[{\"error\":" + INTERNAL + "}]");
            assertStillServed(socket);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"throws", "fails-later", "fails-ack"})
    @Proves({"API-5-2", "API-5-3", "API-5-4"})
    void aFailureThatNobodyAwaitsIsAnEvent(String event) {
        try (WebSocket socket = open()) {
            socket.send("42/errors,[\"" + event + "\"]");
            socket.expect("42/errors,[\"exception\",{\"event\":\"" + event + "\",\"error\":" + INTERNAL + "}]");
            assertStillServed(socket);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"refuses", "refuses-later"})
    @Proves({"API-5-1", "API-5-3", "API-5-4"})
    void aRefusalIsAnsweredWithItsCode(String event) {
        String error = "{\"code\":\"NOT_FOUND\",\"message\":\"no such thing\",\"details\":{\"id\":7}}";
        try (WebSocket socket = open()) {
            socket.send("42/errors,5[\"" + event + "\",7]");
            socket.expect("43/errors,5[{\"error\":" + error + "}]");
            socket.send("42/errors,[\"" + event + "\",7]");
            socket.expect("42/errors,[\"exception\",{\"event\":\"" + event + "\",\"error\":" + error + "}]");
            assertStillServed(socket);
        }
    }

    @Test
    @Proves("API-5-1")
    void aRefusalNeedNotHaveDetails() {
        try (WebSocket socket = open()) {
            socket.send("42/errors,5[\"refuses-briefly\"]");
            socket.expect("43/errors,5[{\"error\":{\"code\":\"GONE\",\"message\":\"no longer there\"}}]");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"number\"]",
                "[\"number\",null]",
                "[\"number\",\"seven\"]",
                "[\"number\",{}]",
                "[\"number\",true]",
                "[\"point\",7]",
                "[\"point\",\"7\"]",
                "[\"point\",[1,2]]",
                "[\"point\",{\"x\":\"seven\",\"y\":1}]"
            })
    @Proves({"API-4-7", "API-5-4"})
    void anArgumentThatDoesNotFitIsABadRequest(String event) {
        try (WebSocket socket = open()) {
            socket.send("42/errors,5" + event);
            assertThat(socket.text())
                    .matches("43/errors,5\\[\\{\"error\":\\{\"code\":\"BAD_REQUEST\",\"message\":\"[^\"]+\"}}]")
                    .doesNotContain("java", "ee.parley", "Exception");
            assertStillServed(socket);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"number\",1.5]", "[\"number\",2147483648]", "[\"number\",1e400]"})
    @DiffersFromReference("knows neither integers nor types")
    @Proves("API-4-8")
    void anArgumentOutOfRangeIsABadRequest(String event) {
        anArgumentThatDoesNotFitIsABadRequest(event);
    }

    @Test
    @DiffersFromReference("does not answer")
    @Proves("API-4-10")
    void anEventThatNobodyHandlesIsNotFound() {
        String error = "{\"code\":\"NOT_FOUND\",\"message\":\"no handler for event \\\"nobody\\\"\"}";
        try (WebSocket socket = open()) {
            socket.send("42/errors,5[\"nobody\",1]");
            socket.expect("43/errors,5[{\"error\":" + error + "}]");
            socket.send("42/errors,[\"nobody\",1]");
            socket.expect("42/errors,[\"exception\",{\"event\":\"nobody\",\"error\":" + error + "}]");
            assertStillServed(socket);
        }
    }
}
