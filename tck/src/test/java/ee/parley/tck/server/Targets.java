// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.server;

import ee.parley.runner.Container;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * The targets of this run. {@code parley.tck.url} names a running one; {@code parley.tck.on} lists those to start, of
 * {@code payara_micro}, {@code wildfly} and {@code reference}. Each is started at its first use, and closed with the run.
 */
final class Targets implements ArgumentsProvider {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Targets.class);

    @Override
    public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return context
                .getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(All.class, key -> new All(), All.class)
                .targets
                .stream()
                .map(Arguments::of);
    }

    private static final class All implements AutoCloseable {
        final List<Target> targets = new ArrayList<>();

        All() {
            String url = System.getProperty("parley.tck.url", "");
            if (!url.isEmpty()) {
                targets.add(new RunningTarget(URI.create(url)));
                return;
            }
            for (String name :
                    System.getProperty("parley.tck.on", "payara_micro,wildfly").split(",", -1)) {
                targets.add(
                        name.equals("reference")
                                ? new ReferenceTarget()
                                : new ContainerTarget(Container.valueOf(name.toUpperCase(Locale.ROOT))));
            }
        }

        @Override
        public void close() {
            targets.forEach(Target::stop);
        }
    }
}
