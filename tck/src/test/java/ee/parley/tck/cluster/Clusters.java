// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The clusters of this run, one for each mode ({@code parley.tck.modes}): started at its first use, closed with the run. */
final class Clusters implements ArgumentsProvider {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Clusters.class);

    @Override
    public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return all(context).stream().map(Arguments::of);
    }

    private static List<Cluster> all(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(All.class, key -> new All(), All.class)
                .clusters;
    }

    /** Gives them as one list, for what is shown with all of them side by side. */
    static final class Together implements ArgumentsProvider {
        @Override
        public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
            return Stream.of(Arguments.of(all(context)));
        }
    }

    private static final class All implements AutoCloseable {
        private final Containers containers = Containers.ofThisRun();
        private final List<Cluster> clusters = Arrays.stream(
                        System.getProperty("parley.tck.modes", "classic,sharded,streams")
                                .split(",", -1))
                .map(name -> new Cluster(Mode.valueOf(name.toUpperCase(Locale.ROOT)), containers))
                .toList();

        @Override
        public void close() {
            clusters.forEach(Cluster::close);
            containers.close();
        }
    }
}
