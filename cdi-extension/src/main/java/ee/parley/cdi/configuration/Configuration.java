// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.configuration;

import ee.parley.ServerOptions;
import ee.parley.cdi.problem.Problems;
import java.net.URI;
import java.util.Optional;

/**
 * What the deployer has set.
 *
 * @param options the options of the server
 * @param handlerThreads how many handlers may run at a time
 * @param virtualThreads whether handlers run on virtual threads instead, of which there may be any number
 * @param cluster the address of the cluster; empty where there is none
 */
public record Configuration(ServerOptions options, int handlerThreads, boolean virtualThreads, Optional<URI> cluster) {
    private static final int HANDLER_THREADS = 64;

    /** Reads it; what cannot be is reported, and stays at its default. */
    public static Configuration read(Settings settings, Problems problems) {
        int threads = OptionsReader.read(
                        settings, "parley.handler-threads", OptionsReader.NUMBER, OptionsReader::positive, problems)
                .orElse(HANDLER_THREADS);
        boolean virtual = OptionsReader.read(
                        settings, "parley.virtual-threads", "true or false", OptionsReader::bool, problems)
                .orElse(false);
        Optional<URI> cluster = OptionsReader.read(
                settings,
                Adapters.KEY,
                "the address of a cluster, such as redis://localhost:6379",
                URI::create,
                problems);
        return new Configuration(new OptionsReader(settings, problems).read(), threads, virtual, cluster);
    }

    /**
     * The same threads with other options.
     *
     * @param other the options
     * @param path the path, which is known before there are options
     */
    public Configuration with(ServerOptions other, String path) {
        return new Configuration(other.toBuilder().path(path).build(), handlerThreads, virtualThreads, cluster);
    }
}
