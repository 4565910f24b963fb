// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;

/** CDI containers that hold nothing but the extension and the given beans. */
final class Containers {
    private Containers() {}

    static SeContainer of(Class<?>... beans) {
        return of(new ParleyExtension(), beans);
    }

    static SeContainer of(ParleyExtension extension, Class<?>... beans) {
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(extension)
                .addBeanClasses(beans)
                .initialize();
    }
}
