// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.ClusterHealth;
import ee.parley.cdi.problem.Problems;
import ee.parley.spi.ClusterAdapter;
import ee.parley.spi.ClusterAdapterFactory;
import ee.parley.spi.ClusterChannel;
import ee.parley.spi.ClusterListener;
import ee.parley.spi.ClusterNode;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdaptersTest {
    private final Problems problems = new Problems();

    @TempDir
    private Path classPath;

    /** For addresses of pigeons; the setting {@code pigeon.home} is a must. */
    public static class PigeonFactory implements ClusterAdapterFactory {
        @Override
        public boolean accepts(URI address) {
            return "pigeon".equals(address.getScheme());
        }

        @Override
        public ClusterAdapter create(URI address, Function<String, Optional<String>> settings) {
            return new Pigeon(settings.apply("pigeon.home")
                    .orElseThrow(() -> new IllegalArgumentException("pigeon.home is the name of a town")));
        }
    }

    /** For any address. */
    public static final class GreedyFactory extends PigeonFactory {
        @Override
        public boolean accepts(URI address) {
            return true;
        }
    }

    private record Pigeon(String home) implements ClusterAdapter {
        @Override
        public void start(ClusterNode node) {}

        @Override
        public ClusterChannel open(String namespace, ClusterListener listener) {
            throw new AssertionError("no node is started here");
        }

        @Override
        public ClusterHealth health() {
            return new ClusterHealth(true, Optional.empty(), 0, 0);
        }

        @Override
        public CompletionStage<Void> close() {
            return CompletableFuture.completedFuture(null);
        }
    }

    private Optional<ClusterAdapter> find(String address, Settings settings, Class<?>... factories) throws IOException {
        Path services = Files.createDirectories(classPath.resolve("META-INF/services"));
        StringBuilder lines = new StringBuilder();
        for (Class<?> factory : factories) {
            lines.append(factory.getName()).append('\n');
        }
        Files.writeString(services.resolve(ClusterAdapterFactory.class.getName()), lines);
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classPath.toUri().toURL()}, getClass().getClassLoader())) {
            return Adapters.find(URI.create(address), settings, loader, problems);
        }
    }

    private String problem() {
        return problems.report().lines().skip(1).map(String::strip).findFirst().orElse("");
    }

    @Test
    void theFactoryThatTakesTheAddressMakesTheAdapter() throws IOException {
        Settings settings = key -> key.equals("pigeon.home") ? Optional.of("Paris") : Optional.empty();
        assertThat(find("pigeon://tower", settings, PigeonFactory.class)).contains(new Pigeon("Paris"));
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void withoutAFactoryTheJarIsMissing() throws IOException {
        assertThat(find("smoke://hill", key -> Optional.empty(), PigeonFactory.class))
                .isEmpty();
        assertThat(problem())
                .isEqualTo(
                        "PARLEY6090 parley.cluster: no cluster adapter of this application takes \"smoke://hill\"."
                                + " Add the jar of the one that does, such as parley-redis for redis:, or correct the address.");
    }

    @Test
    void oneFactoryDecides() throws IOException {
        assertThat(find("pigeon://tower", key -> Optional.empty(), PigeonFactory.class, GreedyFactory.class))
                .isEmpty();
        assertThat(problem())
                .isEqualTo("PARLEY6091 parley.cluster: 2 cluster adapters of this application take \"pigeon://tower\"."
                        + " Leave the jar of one of them.");
    }

    @Test
    void whatAFactoryRefusesIsReported() throws IOException {
        assertThat(find("pigeon://tower", key -> Optional.empty(), PigeonFactory.class))
                .isEmpty();
        assertThat(problem())
                .isEqualTo("PARLEY6092 parley.cluster: the cluster adapter refuses its settings:"
                        + " pigeon.home is the name of a town. Correct the setting it names.");
    }
}
