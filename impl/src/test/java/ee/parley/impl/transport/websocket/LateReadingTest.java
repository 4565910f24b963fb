// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.impl.transport.Fake;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.catalina.connector.CatalinaConnection;
import org.glassfish.tyrus.servlet.TyrusHttpUpgradeHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The order in which Tyrus hears of its connection and of the bytes that came with the handshake. */
class LateReadingTest {
    private static HttpServletRequest request(List<Class<?>> upgraded, HttpUpgradeHandler handler) {
        return Fake.of(HttpServletRequest.class, (proxy, method, arguments) -> {
            assertThat(method.getName()).isEqualTo("upgrade");
            upgraded.add((Class<?>) arguments[0]);
            return handler;
        });
    }

    /** Bytes are there: whoever asks to be told of them is told at once. */
    static final class Bytes extends ServletInputStream {
        private int left = 3;

        @Override
        public void setReadListener(ReadListener listener) {
            try {
                listener.onDataAvailable();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public int available() {
            return left;
        }

        @Override
        public boolean isReady() {
            return left > 0;
        }

        @Override
        public boolean isFinished() {
            return left == 0;
        }

        @Override
        public int read() {
            return left-- > 0 ? 'x' : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int read = Math.min(length, left);
            Arrays.fill(into, offset, offset + read, (byte) 'x');
            left -= read;
            return read;
        }
    }

    private record Opened(ServletInputStream in, List<String> seen) implements WebConnection {
        @Override
        public ServletInputStream getInputStream() {
            return in;
        }

        @Override
        public @Nullable ServletOutputStream getOutputStream() {
            seen.add("output asked for");
            return null;
        }

        @Override
        public void close() {
            seen.add("closed");
        }
    }

    @Test
    void tyrusIsToldOfBytesWhenItHasItsConnection() throws Exception {
        List<Class<?>> upgraded = new ArrayList<>();
        LateReading late = new LateReading();
        TyrusHttpUpgradeHandler tyrus =
                new BareRequest(request(upgraded, late), Runnable::run).upgrade(TyrusHttpUpgradeHandler.class);

        late.init(new Opened(new Bytes(), tyrus.seen));
        late.destroy();

        assertThat(upgraded).containsExactly(LateReading.class);
        assertThat(tyrus.seen)
                .containsExactly("output asked for", "connection made", "read 3 bytes", "closed", "destroyed");
    }

    @Test
    void aRequestForgetsItsHandlerWhenThatIsDestroyed() throws Exception {
        LateReading late = new LateReading();
        new BareRequest(request(new ArrayList<>(), late), Runnable::run).upgrade(TyrusHttpUpgradeHandler.class);
        CatalinaConnection opened = new CatalinaConnection(new Bytes(), null, new ArrayList<>());
        opened.opensFor(late);
        assertThat(opened.lastHandler()).isSameAs(late);

        late.destroy();

        assertThat(opened.lastHandler()).isNull();
    }

    @Test
    void anotherContainersHandlerIsItsOwn() throws Exception {
        List<Class<?>> upgraded = new ArrayList<>();
        HttpUpgradeHandler handler = new LateReading();

        assertThat(new BareRequest(request(upgraded, handler), Runnable::run).upgrade(HttpUpgradeHandler.class))
                .isSameAs(handler);
        assertThat(upgraded).containsExactly(HttpUpgradeHandler.class);
    }
}
