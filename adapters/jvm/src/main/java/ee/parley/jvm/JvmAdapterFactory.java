// SPDX-License-Identifier: Apache-2.0
package ee.parley.jvm;

import ee.parley.spi.ClusterAdapter;
import ee.parley.spi.ClusterAdapterFactory;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes {@code jvm:} and the name of a cluster: all nodes of this JVM that give the same name are one.
 *
 * @since 0.1
 */
public final class JvmAdapterFactory implements ClusterAdapterFactory {
    /** For {@link java.util.ServiceLoader}. */
    public JvmAdapterFactory() {}

    @Override
    public boolean accepts(URI address) {
        return "jvm".equalsIgnoreCase(address.getScheme());
    }

    @Override
    public ClusterAdapter create(URI address, Function<String, Optional<String>> settings) {
        String cluster = address.getSchemeSpecificPart();
        if (cluster.isBlank() || cluster.startsWith("/")) {
            throw new IllegalArgumentException(
                    "parley.cluster is " + address + ": give the nodes a name in common, as in jvm:shop");
        }
        return new JvmAdapter(cluster);
    }
}
