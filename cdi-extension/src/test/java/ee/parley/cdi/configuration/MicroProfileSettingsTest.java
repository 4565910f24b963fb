// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class MicroProfileSettingsTest {
    /** A configuration that answers one kind of question. */
    private static Config config(Map<String, String> values) {
        return (Config) Proxy.newProxyInstance(
                Config.class.getClassLoader(), new Class<?>[] {Config.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("getOptionalValue");
                    return Optional.ofNullable(values.get((String) arguments[0]));
                });
    }

    @Test
    void theContainersConfigurationIsTheSourceOfSettings() {
        Settings settings = new MicroProfileSettings(config(Map.of("parley.max-depth", "7")));
        assertThat(settings.value("parley.max-depth")).contains("7");
        assertThat(settings.value("parley.path")).isEmpty();
    }

    @Test
    void aContainerMayHaveTheApiButNoConfiguration() {
        assertThat(MicroProfileSettings.find()).isEmpty();
    }
}
