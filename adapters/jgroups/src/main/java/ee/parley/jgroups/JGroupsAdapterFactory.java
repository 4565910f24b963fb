// SPDX-License-Identifier: Apache-2.0
package ee.parley.jgroups;

import ee.parley.spi.ClusterAdapter;
import ee.parley.spi.ClusterAdapterFactory;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/**
 * Takes {@code jgroups://host:port,host:port/cluster}, some of the nodes and the name that all of them have in common, or
 * {@code jgroups:cluster}, whose nodes find each other by IP multicast.
 *
 * @since 0.1
 */
public final class JGroupsAdapterFactory implements ClusterAdapterFactory {
    /** For {@link java.util.ServiceLoader}. */
    public JGroupsAdapterFactory() {}

    @Override
    public boolean accepts(URI address) {
        return "jgroups".equalsIgnoreCase(address.getScheme());
    }

    @Override
    public ClusterAdapter create(URI address, Function<String, Optional<String>> settings) {
        JGroupsOptions options = JGroupsOptions.of(address, settings);
        BytesOnly.require();
        return new JGroupsAdapter(options.cluster(), options::channel);
    }
}
