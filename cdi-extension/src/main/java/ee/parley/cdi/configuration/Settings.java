// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.configuration;

import java.util.Optional;

/** Where the deployer's settings come from: MicroProfile Config where the container has it, else system properties. */
@FunctionalInterface
public interface Settings {
    /**
     * Returns a setting.
     *
     * @param key its key, such as {@code parley.ping-interval}
     * @return its value, without the blanks around it; empty where it is not set or blank
     */
    Optional<String> value(String key);

    /** The settings of the application whose class loader is the calling thread's. */
    static Settings ofContainer() {
        Settings found = MicroProfileSettings.find().orElse(key -> Optional.ofNullable(System.getProperty(key)));
        return key -> found.value(key).map(String::strip).filter(value -> !value.isEmpty());
    }
}
