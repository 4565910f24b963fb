// SPDX-License-Identifier: Apache-2.0
package ee.parley.spi;

import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes the adapter that the option {@code parley.cluster} names. Found by {@link java.util.ServiceLoader} with the class
 * loader of the application: list the class in {@code META-INF/services/ee.parley.spi.ClusterAdapterFactory}.
 *
 * <p>An application that has a CDI bean of type {@link ClusterAdapter} needs no factory.
 *
 * @since 0.1
 */
public interface ClusterAdapterFactory {
    /**
     * Tells whether this is the factory for an address. Must not connect.
     *
     * @param address the option, for example {@code redis://localhost:6379}
     * @return whether {@link #create} takes it; exactly one factory of an application may
     */
    boolean accepts(URI address);

    /**
     * Makes an adapter that is not connected yet.
     *
     * @param address the option {@code parley.cluster}
     * @param settings further options by their whole name, for example {@code parley.redis.mode}: from where the application's
     *     other options come
     * @return a new adapter
     * @throws IllegalArgumentException when an option is wrong; its message names the option and what it may be, and becomes
     *     part of the deployment error
     */
    ClusterAdapter create(URI address, Function<String, Optional<String>> settings);
}
