// SPDX-License-Identifier: Apache-2.0
package ee.parley.chat;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Another application, without Parley. Payara keeps requests that were upgraded, and so the class loader of their
 * application, for the threads that served them, and uses them again: for this application, in a test that looks for what
 * is left of ours.
 */
@ServerEndpoint("/")
public class Filler {
    private static final int CONNECTIONS = 400;

    @OnMessage
    public String echo(String text) {
        return text;
    }

    static Path war(Path directory) throws IOException {
        Path war = directory.resolve("filler.war");
        String name = Filler.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(war);
                ZipOutputStream zip = new ZipOutputStream(file);
                InputStream bytes = Filler.class.getResourceAsStream("/" + name)) {
            zip.putNextEntry(new ZipEntry("WEB-INF/classes/" + name));
            bytes.transferTo(zip);
            zip.closeEntry();
        }
        return war;
    }

    /** Takes more requests at once than the server keeps. */
    static void connectToAll(URI uri) {
        HttpClient client = HttpClient.newHttpClient();
        URI endpoint = URI.create(uri.toString().replaceFirst("^http", "ws"));
        List<CompletableFuture<WebSocket>> connections = Stream.generate(
                        () -> client.newWebSocketBuilder().buildAsync(endpoint, new WebSocket.Listener() {}))
                .limit(CONNECTIONS)
                .toList();
        connections.forEach(CompletableFuture::join);
        connections.forEach(connection ->
                connection.join().sendClose(WebSocket.NORMAL_CLOSURE, "").join());
    }
}
