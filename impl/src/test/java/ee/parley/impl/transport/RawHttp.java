// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** A connection that says exactly what the test says: no library between test and server makes it well-behaved. */
public final class RawHttp implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private static final int STUCK_MILLIS = 1_000;

    private final SocketChannel channel;
    private final Socket socket;
    private final InputStream in;

    RawHttp(int port) {
        try {
            channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket = channel.socket();
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a request; one with a body gets its {@code Content-Length}. */
    public void send(String method, String target, String body, String... headers) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        List<String> all = new ArrayList<>(List.of(headers));
        if (bytes.length > 0 || method.equals("POST")) {
            all.add("Content-Length: " + bytes.length);
        }
        write(head(method, target, all));
        write(bytes);
    }

    /** Sends the beginning of a request. */
    public void begin(String method, String target, String... headers) {
        write(head(method, target, List.of(headers)));
    }

    private byte[] head(String method, String target, List<String> headers) {
        StringBuilder head = new StringBuilder(method + ' ' + target + " HTTP/1.1\r\n");
        if (headers.stream().noneMatch(header -> header.startsWith("Host:"))) {
            head.append("Host: 127.0.0.1:").append(socket.getPort()).append("\r\n");
        }
        headers.forEach(header -> head.append(header).append("\r\n"));
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    public void write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one answer, a head without a body if there is no Content-Length. */
    public Response read() {
        return read(false);
    }

    /** Reads one answer to a HEAD: its Content-Length announces nothing. */
    public Response readHead() {
        return read(true);
    }

    private Response read(boolean headOnly) {
        try {
            String statusLine = line();
            Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (String line = line(); !line.isEmpty(); line = line()) {
                int colon = line.indexOf(':');
                headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                        .add(line.substring(colon + 1).strip());
            }
            int length = Integer.parseInt(
                    headers.getOrDefault("Content-Length", List.of("0")).get(0));
            byte[] body = in.readNBytes(headOnly ? 0 : length);
            return new Response(
                    Integer.parseInt(statusLine.substring(9, 12)),
                    headers,
                    new String(body, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = readByte(); c != '\n'; c = readByte()) {
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /**
     * Writes again and again, until the server has taken nothing for a second, or so many bytes have been taken.
     *
     * @return how many bytes have been taken
     */
    long writeUntilStuck(byte[] bytes, long most) {
        try (Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_WRITE);
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            long taken = 0;
            while (taken < most && selector.select(STUCK_MILLIS) > 0) {
                selector.selectedKeys().clear();
                taken += channel.write(rest);
                if (!rest.hasRemaining()) {
                    rest.rewind();
                }
            }
            key.cancel();
            selector.selectNow();
            channel.configureBlocking(true);
            return taken;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many bytes have come and not been read. */
    int waiting() throws IOException {
        return in.available();
    }

    int readByte() throws IOException {
        int c = in.read();
        if (c < 0) {
            throw new IOException("the server closed the connection");
        }
        return c;
    }

    byte[] readBytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new IOException("the server closed the connection");
        }
        return bytes;
    }

    /** Tells whether the server closes the connection without another byte. */
    public boolean endsHere() {
        try {
            return in.read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** Ends the connection so that the server's next write fails at once. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An HTTP answer; one character of {@code octets} is one byte of the body. */
    public record Response(int status, Map<String, List<String>> headers, String octets) {
        public String text() {
            return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }

        public String unzipped() {
            try (InputStream unzip =
                    new GZIPInputStream(new ByteArrayInputStream(octets.getBytes(StandardCharsets.ISO_8859_1)))) {
                return new String(unzip.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** All values, joined as HTTP allows; empty when the header is missing. */
        public String header(String name) {
            return String.join(", ", headers.getOrDefault(name, List.of()));
        }

        /** Status, type and body in one line, to be compared at one go. */
        public String summary() {
            return (status + " " + header("Content-Type") + " " + text())
                    .strip()
                    .replaceAll(" +", " ");
        }
    }
}
