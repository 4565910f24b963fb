// SPDX-License-Identifier: Apache-2.0
package ee.parley.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The JDK of a server: the one that runs us where it is new enough, else another one of this machine. */
final class Jdk {
    /** Names the directory of a JDK for the servers that need a newer one than the build. */
    static final String PROPERTY = "parley.jdk";

    private static final Pattern FEATURE = Pattern.compile("[0-9]{1,4}");

    private Jdk() {}

    /** Returns the home of the JDK that runs us. */
    static Path ours() {
        return Path.of(System.getProperty("java.home"));
    }

    /**
     * Returns the home of a JDK that is new enough: ours, or the one that {@value #PROPERTY} names, or one that is installed
     * beside ours.
     *
     * @param version the oldest that will do
     * @throws ServerFailedException when there is none
     */
    static Path atLeast(int version) {
        return atLeast(version, ours(), System.getProperty(PROPERTY, ""));
    }

    static Path atLeast(int version, Path ours, String named) {
        List<Path> candidates = named.isEmpty() ? withNeighbours(ours) : List.of(Path.of(named));
        return candidates.stream()
                .filter(jdk -> version(jdk) >= version)
                .findFirst()
                .orElseThrow(() -> new ServerFailedException("JDK " + version + " or later is needed, and none of "
                        + candidates + " is. Name one by the system property " + PROPERTY + "."));
    }

    private static List<Path> withNeighbours(Path ours) {
        Path parent = ours.getParent();
        if (parent == null) {
            return List.of(ours);
        }
        try (Stream<Path> neighbours = Files.list(parent)) {
            return Stream.concat(Stream.of(ours), neighbours.sorted())
                    .distinct()
                    .filter(directory -> version(directory) > 0)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the feature release, from the file that each JDK has; 0 when it is none. */
    private static int version(Path jdk) {
        Path release = jdk.resolve("release");
        if (!Files.isRegularFile(release)) {
            return 0;
        }
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(release)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Of "1.8.0_432" it is 1, which is as old as makes no difference.
        Matcher feature = FEATURE.matcher(properties.getProperty("JAVA_VERSION", ""));
        return feature.find() ? Integer.parseInt(feature.group()) : 0;
    }
}
