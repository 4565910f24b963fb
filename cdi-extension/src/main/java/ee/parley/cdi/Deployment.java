// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import ee.parley.ErrorEnvelope;
import ee.parley.Namespace;
import ee.parley.ParentNamespace;
import ee.parley.ServerOptions;
import ee.parley.Socket;
import ee.parley.SocketAuthenticator;
import ee.parley.SocketServer;
import ee.parley.cdi.context.Callbacks;
import ee.parley.cdi.context.Contexts;
import ee.parley.cdi.context.ContextualSurroundings;
import ee.parley.cdi.declaration.Before;
import ee.parley.cdi.declaration.Declarations;
import ee.parley.cdi.declaration.ErrorBeans;
import ee.parley.cdi.declaration.ErrorMethods;
import ee.parley.cdi.declaration.MiddlewareBeans;
import ee.parley.cdi.declaration.NamespaceBean;
import ee.parley.cdi.declaration.Services;
import ee.parley.cdi.handler.Call;
import ee.parley.cdi.invocation.ContextualHandler;
import ee.parley.cdi.invocation.Failures;
import ee.parley.cdi.invocation.OpenedHandler;
import ee.parley.cdi.problem.Problems;
import ee.parley.cdi.problem.Rule;
import ee.parley.impl.payload.Payloads;
import ee.parley.impl.socket.Broker;
import ee.parley.impl.socket.LocalNamespace;
import ee.parley.impl.socket.NamespaceHandler;
import ee.parley.impl.socket.Surroundings;
import ee.parley.spi.ClusterAdapter;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The namespaces of one application, and the server that serves them once it runs. Thread-safe. */
final class Deployment {
    private final BeanManager beans;
    private final Contexts contexts;
    private final Map<String, NamespaceBean> namespaces;
    private final ErrorBeans errors;
    private final Services services;
    private final MiddlewareBeans middleware;
    private final Set<String> roles;
    private volatile @Nullable SocketServer server;
    private volatile Runnable end = () -> {};

    Deployment(
            BeanManager beans,
            Contexts contexts,
            Map<String, NamespaceBean> namespaces,
            ErrorBeans errors,
            Services services,
            MiddlewareBeans middleware,
            Set<String> roles) {
        this.beans = beans;
        this.contexts = contexts;
        this.namespaces = Map.copyOf(namespaces);
        this.errors = errors;
        this.services = services;
        this.middleware = middleware;
        this.roles = Set.copyOf(roles);
    }

    /** Reports what is known only when all beans are. */
    void check(Problems problems) {
        for (NamespaceBean bean : namespaces.values()) {
            try {
                reference(bean);
            } catch (RuntimeException unproxyable) {
                problems.add(Rule.NOT_REFERABLE, bean.type().getSimpleName(), String.valueOf(unproxyable.getMessage()));
            }
        }
        errors.check(beans, problems);
        services.check(beans, problems);
        contexts.observers().report(problems);
    }

    /** The contextual reference of a namespace bean: valid for as long as the application lives. */
    private Object reference(NamespaceBean bean) {
        return beans.getReference(bean.bean(), bean.type(), beans.createCreationalContext(bean.bean()));
    }

    /** The options that a bean of the application gives. */
    Optional<ServerOptions> options() {
        return services.find(ServerOptions.class, beans);
    }

    /** What carries messages to other nodes, if a bean of the application does. */
    Optional<ClusterAdapter> clusterAdapter() {
        return services.find(ClusterAdapter.class, beans);
    }

    private Callbacks callbacks() {
        return new Callbacks(beans, contexts.socket(), contexts.beans().inUse().orElse(null));
    }

    /**
     * What a server is to have around all of the application's code.
     *
     * @param threads runs asynchronous observers
     */
    Surroundings surroundings(Executor threads) {
        return new ContextualSurroundings(
                callbacks(), contexts.beans().inUse(), contexts.observers(), beans.getEvent(), threads);
    }

    /**
     * Connects the beans with a server.
     *
     * @param broker the server, which is injected from now on
     * @param payloads binds arguments
     * @param threads runs what of the application must not run where it is called
     * @param closing ends the server
     */
    void start(Broker broker, Payloads payloads, Executor threads, Runnable closing) {
        server = broker;
        end = closing;
        Callbacks callbacks = callbacks();
        Call.Server shared = new Call.Server(broker, payloads, threads);
        ErrorMethods general = errors.methods(beans);
        ErrorEnvelope envelope = services.find(ErrorEnvelope.class, beans).orElse(NamespaceHandler.STANDARD);
        Optional<SocketAuthenticator> authenticator = services.find(SocketAuthenticator.class, beans);
        broker.serveOpened(new OpenedHandler(
                middleware.before(Optional.empty(), beans),
                new Failures(List.of(general), envelope, callbacks, shared),
                authenticator));
        namespaces.values().stream().sorted(NamespaceBean.ORDER).forEach(bean -> {
            Object reference = reference(bean);
            Failures failures =
                    new Failures(List.of(ErrorMethods.of(bean, reference), general), envelope, callbacks, shared);
            Before before = middleware.before(Optional.of(bean.name()), beans);
            bean.openOn(
                    broker, new ContextualHandler(bean, reference, callbacks, shared, before, failures, authenticator));
        });
        middleware.hooks(beans).forEach(broker::hooks);
        beans.getEvent().select(SocketServer.class).fire(broker);
    }

    /** What binds arguments: the application's JSON-B, or ours as the application configures it. */
    Payloads payloads() {
        return services.find(Jsonb.class, beans)
                .map(Payloads::by)
                .or(() -> services.find(JsonbConfig.class, beans).map(Payloads::new))
                .orElseGet(Payloads::withDefaults);
    }

    /** The roles that the annotations of the application name, be they on classes that the container does not discover. */
    Set<String> roles() {
        return Stream.concat(roles.stream(), namespaces.values().stream().flatMap(NamespaceBean::roles))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The names of the namespaces, sorted. */
    Set<String> names() {
        return new TreeSet<>(namespaces.keySet());
    }

    /** Ends the server, if there is one, while there are still beans. */
    void end() {
        end.run();
        middleware.release();
        errors.release();
        services.release();
        contexts.beans().endAll();
    }

    /** The running server. */
    SocketServer server() {
        SocketServer running = server;
        if (running == null) {
            throw new IllegalStateException("PARLEY6101 The Socket.IO server does not run yet. It starts with the"
                    + " application's servlets: use it from then on, not while beans are being created at start-up.");
        }
        return running;
    }

    /** The deployment of the application that the calling thread belongs to. */
    static Deployment current() {
        return CDI.current()
                .getBeanManager()
                .getExtension(ParleyExtension.class)
                .deployment();
    }

    /**
     * The namespace for an injection point: the one it names, else that of the bean it is in, which is the child whose
     * callback is running where the bean has many.
     */
    Namespace namespace(InjectionPoint injection) {
        Optional<String> named = Declarations.named(injection);
        String name = name(injection);
        NamespaceBean bean = namespaces.get(name);
        return new InjectedNamespace(
                name, named.isEmpty() && bean != null && bean.declared().hasChildren(), this);
    }

    /** The parent for an injection point: the one it names, else that of the bean it is in. */
    ParentNamespace parent(InjectionPoint injection) {
        return new InjectedParent(name(injection), this);
    }

    private String name(InjectionPoint injection) {
        return Declarations.named(injection)
                .or(() -> own(Declarations.holder(injection)))
                .orElseThrow(() ->
                        new IllegalStateException(Rule.NAMESPACE_WITHOUT_NAME.message(Declarations.place(injection))));
    }

    private Optional<String> own(Class<?> holder) {
        return namespaces.values().stream()
                .filter(bean -> bean.type() == holder)
                .map(NamespaceBean::name)
                .findFirst();
    }

    /** The namespace, or the parent, that a bean declares. */
    Namespace namespace(String declared) {
        return server().namespace(declared)
                .orElseThrow(() -> new IllegalStateException("PARLEY6102 There is no namespace " + declared + '.'));
    }

    /** The child whose callback the calling thread runs. */
    Namespace child(String declared) {
        return contexts.socket()
                .running()
                .map(Socket::namespace)
                .filter(running -> running instanceof LocalNamespace child && child.isChildOf(declared))
                .orElseThrow(() -> new IllegalStateException("PARLEY6118 The namespace injected into the bean of "
                        + declared + " is the one whose callback is running, and none is on thread "
                        + Thread.currentThread().getName()
                        + ". Elsewhere find it through SocketServer.namespace(\"/...\"),"
                        + " or reach all of them with @Inject @InNamespace(\"" + declared + "\")."));
    }
}
