// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import jakarta.enterprise.inject.spi.Bean;
import java.util.Map;
import java.util.Optional;

/**
 * A bean that serves a namespace.
 *
 * @param name the name of the namespace
 * @param type the class of the bean
 * @param bean the bean
 * @param gate its {@code @OnConnect} method
 * @param events its {@code @OnEvent} methods, by the name of the event
 * @param errors its {@code @OnError} methods, by the exception that they take
 * @param farewell its {@code @OnDisconnect} method
 */
record NamespaceBean(
        String name,
        Class<?> type,
        Bean<?> bean,
        Optional<Handler> gate,
        Map<String, Handler> events,
        Map<Class<?>, Handler> errors,
        Optional<Handler> farewell) {
    NamespaceBean {
        events = Map.copyOf(events);
        errors = Map.copyOf(errors);
    }
}
