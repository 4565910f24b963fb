// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.websocket;

import ee.parley.impl.transport.Grizzly;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tyrus's handler of one upgraded connection, which hears of the peer's bytes only once it has begun, and whose connection
 * ends when it has been closed. Public because the container makes it.
 *
 * <p>Tyrus asks to be told of bytes, then makes the connection, for which it waits when it is told. Where bytes are there
 * already, one container tells at once, on the thread that was about to make the connection: it waits for itself, forever.
 * Any client could so take all threads of that container, by sending a frame before it has been answered.
 */
public final class LateReading implements HttpUpgradeHandler {
    private static final String TYRUS = "org.glassfish.tyrus.servlet.TyrusHttpUpgradeHandler";

    /** Set by the servlet, before the container begins; as the next one. */
    private @Nullable HttpUpgradeHandler handler;

    private Consumer<Runnable> afterClose = Runnable::run;
    private @Nullable WebConnection connection;

    /** For the container. */
    public LateReading() {}

    /** Tells whether a handler of this class needs it. */
    static boolean isFor(Class<?> type) {
        return type.getName().equals(TYRUS);
    }

    /** Says whose reading is put off, and what drops a connection when the peer has had its time after the close. */
    void attach(HttpUpgradeHandler delegate, Consumer<Runnable> drops) {
        handler = delegate;
        afterClose = drops;
    }

    @Override
    public void init(WebConnection opened) {
        connection = opened;
        try {
            Input input = new Input(opened.getInputStream());
            handler().init(new Connection(opened, input, afterClose, Grizzly.whatDrops(opened)));
            input.begin();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void destroy() {
        if (connection != null) {
            Grizzly.forget(connection, this);
        }
        handler().destroy();
    }

    private HttpUpgradeHandler handler() {
        HttpUpgradeHandler delegate = handler;
        if (delegate == null) {
            throw new AssertionError("begun before the servlet had upgraded");
        }
        return delegate;
    }

    @SuppressWarnings("try") // what close throws is the servlet API's choice
    private record Connection(WebConnection opened, Input input, Consumer<Runnable> afterClose, Runnable drop)
            implements WebConnection {
        @Override
        public ServletInputStream getInputStream() {
            return input;
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            return opened.getOutputStream();
        }

        @Override
        public void close() throws Exception {
            try {
                opened.close();
            } finally {
                afterClose.accept(drop);
            }
        }
    }

    /** The container's, but for when it is listened to. */
    private static final class Input extends ServletInputStream {
        private final ServletInputStream in;
        private @Nullable ReadListener listener;

        Input(ServletInputStream in) {
            this.in = in;
        }

        void begin() {
            if (listener != null) {
                in.setReadListener(listener);
            }
        }

        @Override
        public void setReadListener(ReadListener wanted) {
            listener = wanted;
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            return in.read(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
