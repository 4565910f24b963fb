// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.configuration;

import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** All that knows MicroProfile Config, which not every container has. */
final class MicroProfileSettings implements Settings {
    private final Config config;

    MicroProfileSettings(Config config) {
        this.config = config;
    }

    /** The application's configuration; empty where the container has no MicroProfile Config. */
    static Optional<Settings> find() {
        try {
            return Optional.of(new MicroProfileSettings(ConfigProvider.getConfig()));
        } catch (NoClassDefFoundError | IllegalStateException absent) {
            // The API is not there, or it is there without an implementation.
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> value(String key) {
        return config.getOptionalValue(key, String.class);
    }
}
