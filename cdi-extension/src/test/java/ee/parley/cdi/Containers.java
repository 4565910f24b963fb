// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.Extension;
import java.util.List;

/** CDI containers that hold nothing but the extension and the given beans. */
final class Containers {
    private Containers() {}

    static SeContainer of(Class<?>... beans) {
        return of(new ParleyExtension(), beans);
    }

    static SeContainer of(ParleyExtension extension, Class<?>... beans) {
        return of(List.of(), extension, beans);
    }

    static SeContainer of(List<Extension> more, ParleyExtension extension, Class<?>... beans) {
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(more.toArray(Extension[]::new))
                .addExtensions(extension)
                .addBeanClasses(beans)
                .initialize();
    }

    /** The lines of the deployment error, without the first. */
    static List<String> problemsOf(Class<?>... beans) {
        Throwable failure = catchThrowable(() -> {
            try (SeContainer container = of(beans)) {
                assertThat(container.isRunning()).isTrue();
            }
        });
        assertThat(failure).isNotNull();
        List<String> lines = failure.getMessage()
                .substring(failure.getMessage().indexOf("Parley cannot deploy this application:"))
                .lines()
                .toList();
        return lines.stream()
                .skip(1)
                .takeWhile(line -> line.startsWith("  PARLEY"))
                .map(String::strip)
                .toList();
    }
}
