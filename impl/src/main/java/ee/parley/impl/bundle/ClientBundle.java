// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.bundle;

import ee.parley.impl.transport.Gzip;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Serves the files of the browser client that the jar {@code parley-client} brings, and nothing else. Thread-safe.
 *
 * <p>A file is read, and compressed, when it is first asked for, and kept.
 */
public final class ClientBundle {
    private static final String FOLDER = "ee/parley/client/";

    private static final List<String> NAMES = List.of(
            "socket.io.js",
            "socket.io.js.map",
            "socket.io.min.js",
            "socket.io.min.js.map",
            "socket.io.esm.min.js",
            "socket.io.esm.min.js.map",
            "socket.io.msgpack.min.js",
            "socket.io.msgpack.min.js.map");

    private final ClassLoader classes;
    private final Optional<String> tag;
    private final ConcurrentMap<String, BundleFile> files = new ConcurrentHashMap<>();

    private ClientBundle(ClassLoader classes, Optional<String> version) {
        this.classes = classes;
        this.tag = version.map(number -> '"' + number.strip() + '"');
    }

    /**
     * Finds the bundle.
     *
     * @param classes where the jar may be: the application's class loader
     * @return a bundle that serves nothing if the jar is not there
     */
    public static ClientBundle of(ClassLoader classes) {
        return new ClientBundle(
                classes, read(classes, "version").map(bytes -> new String(bytes, StandardCharsets.US_ASCII)));
    }

    /** A bundle that serves nothing. */
    public static ClientBundle none() {
        return new ClientBundle(ClientBundle.class.getClassLoader(), Optional.empty());
    }

    /** Tells whether there is a file of that name. */
    public boolean has(String name) {
        return tag.isPresent() && NAMES.contains(name) && file(name).isPresent();
    }

    /**
     * Answers a request for a file.
     *
     * @param name one that {@link #has} knows
     */
    public void serve(String name, HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean head = request.getMethod().equals("HEAD");
        if (!head && !request.getMethod().equals("GET")) {
            response.setHeader("Allow", "GET, HEAD");
            response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            response.setContentLength(0);
            return;
        }
        String version = tag.orElseThrow();
        response.setHeader("Cache-Control", "public, max-age=0");
        response.setHeader("ETag", version);
        response.addHeader("Vary", "Accept-Encoding");
        if (matches(request.getHeader("If-None-Match"), version)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        BundleFile file = file(name).orElseThrow();
        response.setHeader(
                "Content-Type",
                name.endsWith(".map") ? "application/json; charset=utf-8" : "application/javascript; charset=utf-8");
        byte[] body = file.plain;
        if (Gzip.accepted(request.getHeader("Accept-Encoding"))) {
            body = file.compressed;
            response.setHeader("Content-Encoding", "gzip");
        }
        response.setContentLength(body.length);
        if (!head) {
            response.getOutputStream().write(body);
        }
    }

    /** Compares as {@code If-None-Match} does: weakly, with any of a list. */
    private static boolean matches(@Nullable String condition, String tag) {
        if (condition == null) {
            return false;
        }
        for (String item : condition.split(",", -1)) {
            String candidate = item.strip();
            if (candidate.equals("*") || candidate.equals(tag) || candidate.equals("W/" + tag)) {
                return true;
            }
        }
        return false;
    }

    private Optional<BundleFile> file(String name) {
        BundleFile known = files.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<BundleFile> found = read(classes, name).map(BundleFile::new);
        found.ifPresent(file -> files.put(name, file));
        return found;
    }

    private static Optional<byte[]> read(ClassLoader classes, String name) {
        URL resource = classes.getResource(FOLDER + name);
        if (resource == null) {
            return Optional.empty();
        }
        try {
            URLConnection connection = resource.openConnection();
            // The cache would keep the jar of an undeployed application open.
            connection.setUseCaches(false);
            try (InputStream in = connection.getInputStream()) {
                return Optional.of(in.readAllBytes());
            }
        } catch (IOException e) {
            BundleLog.unreadable(resource, e);
            return Optional.empty();
        }
    }

    private static final class BundleFile {
        final byte[] plain;
        final byte[] compressed;

        BundleFile(byte[] plain) {
            this.plain = plain;
            this.compressed = Gzip.compress(plain);
        }
    }
}
