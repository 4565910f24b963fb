// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** An HTTP connection that sends any bytes, also half a request. */
final class RawHttp implements AutoCloseable {
    private final URI root;
    private final Socket socket;
    private final DataInputStream in;

    private RawHttp(URI root) throws IOException {
        this.root = root;
        this.socket = new Socket(root.getHost(), root.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) Http.BOUND.toMillis());
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    static RawHttp connect(Target target, Variant variant) {
        try {
            return new RawHttp(target.uri(variant));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What came back; header names in any case. */
    record Answer(int status, Map<String, String> headers, String body) {}

    Socket socket() {
        return socket;
    }

    DataInputStream in() {
        return in;
    }

    /** Sends a request line for a path under the root, the host, and the header lines given. */
    void head(String method, String path, String... lines) {
        write(headOf(method, path, lines));
    }

    /** Returns what {@link #head} sends. */
    String headOf(String method, String path, String... lines) {
        URI uri = root.resolve(path);
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        StringBuilder head = new StringBuilder(method + " " + uri.getRawPath() + query + " HTTP/1.1\r\n")
                .append("Host: " + root.getHost() + ":" + root.getPort() + "\r\n");
        for (String line : lines) {
            head.append(line).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    /** Sends characters up to U+00FF, as they are. */
    void write(String characters) {
        try {
            socket.getOutputStream().write(characters.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one answer, its body included. */
    Answer answer() {
        try {
            Answer head = answerHead();
            return new Answer(head.status(), head.headers(), body(head));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the status of the answer, or 0 when the connection ends instead. */
    int statusOrEnd() {
        try {
            return answerHead().status();
        } catch (EOFException | SocketException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads an answer up to its body. */
    Answer answerHead() throws IOException {
        String status = line(in);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.merge(line.substring(0, colon), line.substring(colon + 1).strip(), (a, b) -> a + "," + b);
        }
        return new Answer(Integer.parseInt(status.split(" ", -1)[1]), headers, "");
    }

    /** Reads the body that goes with a head. */
    String body(Answer head) throws IOException {
        return new String(bodyBytes(head.headers()), StandardCharsets.UTF_8);
    }

    private byte[] bodyBytes(Map<String, String> headers) throws IOException {
        if (headers.containsKey("Content-Length")) {
            return in.readNBytes(Integer.parseInt(headers.get("Content-Length")));
        }
        if (!"chunked".equalsIgnoreCase(headers.get("Transfer-Encoding"))) {
            return in.readAllBytes();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int length = Integer.parseInt(line(in), 16); length > 0; length = Integer.parseInt(line(in), 16)) {
            body.write(in.readNBytes(length));
            line(in);
        }
        line(in);
        return body.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection ended within a header: " + line);
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
