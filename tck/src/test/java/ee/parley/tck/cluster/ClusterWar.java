// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The TCK application as a user makes it a node: the adapter's jars added, and its options. */
final class ClusterWar {
    private static final Path ORIGINAL = Path.of(System.getProperty("parley.tck.war", "target/tck.war"));
    private static final Path ADAPTER = Path.of(System.getProperty("parley.tck.libraries", "target/adapter"));

    private ClusterWar() {}

    static Path build(Mode mode, Map<String, String> options) {
        return build(mode.key(), options);
    }

    /** One of a name of its own: others may be read by servers that run. */
    static Path build(String name, Map<String, String> options) {
        Path war = ORIGINAL.resolveSibling("tck-" + name + ".war");
        try {
            Files.copy(ORIGINAL, war, StandardCopyOption.REPLACE_EXISTING);
            try (FileSystem content = FileSystems.newFileSystem(URI.create("jar:" + war.toUri()), Map.of())) {
                addAdapter(content.getPath("WEB-INF/lib"));
                Path meta = Files.createDirectories(content.getPath("WEB-INF/classes/META-INF"));
                List<String> lines = options.entrySet().stream()
                        .map(option -> option.getKey() + "=" + option.getValue())
                        .sorted()
                        .toList();
                Files.write(meta.resolve("microprofile-config.properties"), lines);
            }
            return war;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is there already, because Parley brings it itself, stays. */
    private static void addAdapter(Path libraries) throws IOException {
        try (Stream<Path> jars = Files.list(ADAPTER)) {
            for (Path jar : jars.toList()) {
                Path entry = libraries.resolve(jar.getFileName().toString());
                if (Files.notExists(entry)) {
                    Files.copy(jar, entry);
                }
            }
        }
    }
}
