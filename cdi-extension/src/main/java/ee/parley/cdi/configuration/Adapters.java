// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.configuration;

import ee.parley.cdi.problem.Problems;
import ee.parley.cdi.problem.Rule;
import ee.parley.spi.ClusterAdapter;
import ee.parley.spi.ClusterAdapterFactory;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The cluster adapters that are on the class path of an application. */
public final class Adapters {
    static final String KEY = "parley.cluster";

    private Adapters() {}

    /** The adapter for an address, not connected yet; empty when something is wrong, which is reported. */
    public static Optional<ClusterAdapter> find(
            URI address, Settings settings, ClassLoader classes, Problems problems) {
        List<ClusterAdapterFactory> factories = ServiceLoader.load(ClusterAdapterFactory.class, classes).stream()
                .map(ServiceLoader.Provider::get)
                .filter(factory -> factory.accepts(address))
                .toList();
        if (factories.isEmpty()) {
            problems.add(Rule.NO_ADAPTER, KEY, address);
            return Optional.empty();
        }
        if (factories.size() > 1) {
            problems.add(Rule.SEVERAL_ADAPTERS, KEY, factories.size(), address);
            return Optional.empty();
        }
        try {
            return Optional.of(factories.get(0).create(address, settings::value));
        } catch (IllegalArgumentException bad) {
            problems.add(Rule.BAD_ADAPTER, KEY, String.valueOf(bad.getMessage()));
            return Optional.empty();
        }
    }
}
