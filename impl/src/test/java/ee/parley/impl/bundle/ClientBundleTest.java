// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.CorsOptions;
import ee.parley.ServerOptions;
import ee.parley.impl.transport.RawHttp;
import ee.parley.impl.transport.WireServer;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientBundleTest {
    private static final String SCRIPT = "/app/socket.io/socket.io.js";
    private static final String CONTENT = "// the client\n".repeat(200);

    private URLClassLoader classes;
    private WireServer server;

    @BeforeAll
    void start(@TempDir Path jar) throws IOException {
        Path folder = Files.createDirectories(jar.resolve("ee/parley/client"));
        Files.writeString(folder.resolve("version"), "4.8.4\n");
        Files.writeString(folder.resolve("socket.io.js"), CONTENT);
        Files.writeString(folder.resolve("socket.io.js.map"), "{}");
        Files.writeString(folder.resolve("secret.txt"), "not for you");
        classes = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
        server =
                new WireServer(ServerOptions.builder().cors(CorsOptions.of("*")).build(), ClientBundle.of(classes));
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
        classes.close();
    }

    @Test
    void scriptIsServed() {
        RawHttp.Response answer = server.request("GET", SCRIPT);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(CONTENT);
        assertThat(answer.header("Content-Type")).matches("application/javascript; ?charset=utf-8");
        assertThat(answer.header("ETag")).isEqualTo("\"4.8.4\"");
        assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=0");
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @Test
    void mapIsJson() {
        assertThat(server.request("GET", SCRIPT + ".map").header("Content-Type"))
                .matches("application/json; ?charset=utf-8");
    }

    @Test
    void queryIsOfNoMeaning() {
        assertThat(server.request("GET", SCRIPT + "?EIO=4&transport=abc").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"4.8.4\"", "W/\"4.8.4\"", "\"1.0\", W/\"4.8.4\"", "*"})
    void versionThatTheBrowserHasIsNotSentAgain(String condition) {
        RawHttp.Response answer = server.request("GET", SCRIPT, "If-None-Match: " + condition);

        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.text()).isEmpty();
        assertThat(answer.header("ETag")).isEqualTo("\"4.8.4\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"4.8.3\"", "4.8.4", "\"4.8.4", ""})
    void anotherVersionIsReplaced(String condition) {
        assertThat(server.request("GET", SCRIPT, "If-None-Match: " + condition).status())
                .isEqualTo(200);
    }

    @Test
    void headIsAnsweredWithoutTheScript() {
        try (RawHttp http = server.connect()) {
            http.send("HEAD", SCRIPT, "");
            RawHttp.Response answer = http.readHead();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(CONTENT.length()));

            http.send("GET", SCRIPT, "", "If-None-Match: *");
            assertThat(http.read().status()).isEqualTo(304);
        }
    }

    @Test
    void scriptIsCompressedForABrowserThatTakesIt() {
        RawHttp.Response answer = server.request("GET", SCRIPT, "Accept-Encoding: gzip, deflate, br");

        assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(answer.header("Vary")).contains("Accept-Encoding");
        assertThat(answer.unzipped()).isEqualTo(CONTENT);
    }

    @Test
    void otherMethodsAreNotAllowed() {
        RawHttp.Response answer = server.request("POST", SCRIPT);

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("GET, HEAD");
    }

    @Test
    void preflightIsAnswered() {
        assertThat(server.request("OPTIONS", SCRIPT).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/app/socket.io/secret.txt",
                "/app/socket.io/version",
                "/app/socket.io/socket.io.min.js",
                "/app/socket.io/x/socket.io.js",
                "/app/socket.io/socket.io.js/",
                "/app/socket.io/..%2fclient%2fsocket.io.js"
            })
    void nothingElseIsServed(String path) {
        assertThat(server.request("GET", path).status()).isEqualTo(404);
    }

    @Test
    void withoutTheJarNothingIsServed() throws IOException {
        try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
            assertThat(ClientBundle.of(empty).has("socket.io.js")).isFalse();
        }
        assertThat(ClientBundle.none().has("socket.io.js")).isFalse();
    }
}
