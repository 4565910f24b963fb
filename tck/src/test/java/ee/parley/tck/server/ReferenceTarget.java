// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The reference server, in a process of its own that ends with its standard input. */
final class ReferenceTarget implements Target {
    private @Nullable Process process;
    private String urls = "";

    @Override
    public synchronized URI uri(Variant variant) {
        if (process == null) {
            start();
        }
        Matcher url = Pattern.compile('"' + variant.key() + "\":\"([^\"]+)\"").matcher(urls);
        if (!url.find()) {
            throw new IllegalStateException("the reference server has no variant " + variant.key() + ": " + urls);
        }
        return URI.create(url.group(1));
    }

    private void start() {
        Path directory = Path.of(System.getProperty("parley.tck.reference", "reference"));
        try {
            Process started = new ProcessBuilder("node", "server.mjs")
                    .directory(directory.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process = started;
            String line = started.inputReader(StandardCharsets.UTF_8).readLine();
            if (line == null) {
                throw new IllegalStateException(
                        "the reference server did not start; is it installed in " + directory + "?");
            }
            urls = line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void stop() {
        if (process != null) {
            process.destroy();
        }
    }

    @Override
    public String toString() {
        return "reference server";
    }
}
