// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.impl.transport.Fake;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UpgradeRequestTest {
    private static boolean wellFormed(int bytesBehind) {
        return wellFormed(new Behind(bytesBehind));
    }

    private static boolean wellFormed(@Nullable ServletInputStream in) {
        HttpServletRequest request =
                Fake.of(HttpServletRequest.class, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getHeader" ->
                        arguments[0].equals("Sec-WebSocket-Version") ? "13" : "dGhlIHNhbXBsZSBub25jZQ==";
                    case "getMethod" -> "GET";
                    case "getServletContext" -> Fake.unused(ServletContext.class);
                    case "getInputStream" -> {
                        if (in == null) {
                            throw new IllegalStateException("getReader has been called");
                        }
                        yield in;
                    }
                    default -> throw new AssertionError(method);
                });
        return UpgradeRequest.wellFormed(request, Fake.unused(HttpServletResponse.class));
    }

    /** What a client has sent behind its handshake; a negative number when it is gone. */
    private static final class Behind extends ServletInputStream {
        private final int bytes;

        Behind(int bytes) {
            this.bytes = bytes;
        }

        @Override
        public int available() throws IOException {
            if (bytes < 0) {
                throw new IOException("gone");
            }
            return bytes;
        }

        @Override
        public int read() {
            throw new AssertionError("read");
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            throw new AssertionError("read");
        }

        @Override
        public boolean isFinished() {
            throw new AssertionError("not asked");
        }

        @Override
        public boolean isReady() {
            throw new AssertionError("not asked");
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new AssertionError("not asked");
        }
    }

    @Test
    void aHandshakeIsTheLastThatAClientSendsBeforeItIsAnswered() {
        assertThat(wellFormed(0)).isTrue();
        assertThat(wellFormed(1)).isFalse();
        assertThat(wellFormed(-1)).isFalse();
    }

    @Test
    void aHandshakeThatAFilterReadsByAReaderIsTaken() {
        assertThat(wellFormed(null)).isTrue();
    }
}
