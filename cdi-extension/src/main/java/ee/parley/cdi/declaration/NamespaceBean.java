// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.declaration;

import ee.parley.Identity;
import ee.parley.cdi.handler.Access;
import ee.parley.cdi.handler.Handler;
import ee.parley.cdi.name.DeclaredName;
import ee.parley.cdi.name.NameParts;
import ee.parley.cdi.name.Template;
import ee.parley.impl.socket.Broker;
import ee.parley.impl.socket.NamespaceHandler;
import jakarta.enterprise.inject.spi.Bean;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A bean that serves a namespace.
 *
 * @param declared the name of the namespace, or which names its namespaces have
 * @param parts what its handlers take from the name
 * @param type the class of the bean
 * @param bean the bean
 * @param access who may join where the gate does not say it
 * @param gate its {@code @OnConnect} method
 * @param any its {@code @OnAnyEvent} method
 * @param events its {@code @OnEvent} methods, by the name of the event
 * @param dispatching how events are to be handled
 * @param errors its {@code @OnError} methods, by the exception that they take
 * @param farewell its {@code @OnDisconnect} method
 */
public record NamespaceBean(
        DeclaredName declared,
        NameParts parts,
        Class<?> type,
        Bean<?> bean,
        Access access,
        Optional<Handler> gate,
        Optional<Handler> any,
        Map<String, Handler> events,
        Dispatching dispatching,
        Map<Class<?>, Handler> errors,
        Optional<Handler> farewell) {
    /** The order in which parents are asked: a template that says more comes before one that says less. */
    public static final Comparator<NamespaceBean> ORDER = Comparator.<NamespaceBean>comparingInt(
                    bean -> bean.declared() instanceof Template ? 0 : 1)
            .thenComparingInt(bean -> bean.declared() instanceof Template template ? -template.literalLength() : 0)
            .thenComparing(bean -> bean.declared() instanceof Template
                    ? bean.name()
                    : bean.type().getName());

    public NamespaceBean {
        events = Map.copyOf(events);
        errors = Map.copyOf(errors);
    }

    /** Registers what the bean serves. */
    public void openOn(Broker broker, NamespaceHandler handler) {
        if (declared.hasChildren()) {
            broker.register(name(), parts, handler);
        } else {
            broker.register(name(), handler);
        }
    }

    /** Tells whether somebody may be in the namespace. */
    public boolean admits(Identity caller) {
        return gate.map(Handler::access).orElse(access).granted(caller::hasRole);
    }

    /** The roles that it names. */
    public Stream<String> roles() {
        return Stream.of(
                        Stream.of(access),
                        gate.stream().map(Handler::access),
                        any.stream().map(Handler::access),
                        events.values().stream().map(Handler::access))
                .flatMap(accesses -> accesses)
                .flatMap(named -> named.roles().stream());
    }

    /** The name, template or regular expression, as declared. */
    public String name() {
        return declared.text();
    }
}
