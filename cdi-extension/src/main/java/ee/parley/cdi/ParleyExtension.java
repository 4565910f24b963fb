// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import ee.parley.InNamespace;
import ee.parley.Namespace;
import ee.parley.OnAnyEvent;
import ee.parley.OnConnect;
import ee.parley.OnDisconnect;
import ee.parley.OnError;
import ee.parley.OnEvent;
import ee.parley.ParentNamespace;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import ee.parley.SocketScoped;
import ee.parley.SocketServer;
import ee.parley.cdi.configuration.Configuration;
import ee.parley.cdi.configuration.Settings;
import ee.parley.cdi.context.Contexts;
import ee.parley.cdi.context.DuringCallback;
import ee.parley.cdi.declaration.Declarations;
import ee.parley.cdi.declaration.MiddlewareBeans;
import ee.parley.cdi.declaration.NamespaceBean;
import ee.parley.cdi.declaration.Roles;
import ee.parley.cdi.declaration.Services;
import ee.parley.cdi.problem.Problems;
import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.enterprise.util.AnnotationLiteral;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the {@link SocketNamespace} beans of an application, checks them, and makes the server, its namespaces and the
 * current socket injectable. The CDI container finds it by itself; it does nothing while there are no beans to serve.
 */
public class ParleyExtension implements Extension {
    private final Declarations declarations = new Declarations();
    private final Contexts contexts = Contexts.empty();
    private final Roles roles = new Roles();
    private final Services services = new Services();
    private final MiddlewareBeans middleware = new MiddlewareBeans();
    private @Nullable Deployment deployment;

    /** For the container. */
    public ParleyExtension() {}

    void annotated(
            @Observes
                    @WithAnnotations({
                        SocketNamespace.class,
                        OnConnect.class,
                        OnEvent.class,
                        OnDisconnect.class,
                        OnError.class,
                        OnAnyEvent.class
                    })
                    ProcessAnnotatedType<?> event) {
        declarations.add(event.getAnnotatedType());
    }

    void naming(@Observes @WithAnnotations({RolesAllowed.class, DeclareRoles.class}) ProcessAnnotatedType<?> event) {
        roles.add(event.getAnnotatedType());
    }

    void bean(@Observes ProcessManagedBean<?> event) {
        declarations.add(event);
    }

    void service(@Observes ProcessBean<?> event) {
        services.add(event.getBean());
        middleware.add(event.getBean(), event.getAnnotated());
        if (event.getBean().getScope() == SocketScoped.class) {
            contexts.beans().use();
        }
    }

    void observer(@Observes ProcessObserverMethod<?, ?> event) {
        contexts.observers().add(event.getObserverMethod(), event.getAnnotatedMethod());
    }

    void injection(@Observes ProcessInjectionPoint<?, Namespace> event) {
        declarations.add(event.getInjectionPoint());
    }

    void parentInjection(@Observes ProcessInjectionPoint<?, ParentNamespace> event) {
        declarations.addParent(event.getInjectionPoint());
    }

    void discovered(@Observes AfterBeanDiscovery event, BeanManager beans) {
        Problems problems = new Problems();
        Map<String, NamespaceBean> namespaces = declarations.read(beans, problems);
        middleware.check(namespaces.keySet(), beans, problems);
        Deployment found =
                new Deployment(beans, contexts, namespaces, declarations.errors(), services, middleware, roles.names());
        deployment = found;
        Configuration.read(Settings.ofContainer(), problems);
        if (!problems.isEmpty()) {
            event.addDefinitionError(new DefinitionException(problems.report()));
        }
        event.addContext(contexts.socket());
        event.addContext(contexts.beans());
        event.addBean()
                .types(Socket.class, Object.class)
                .scope(DuringCallback.class)
                .createWith(creation -> contexts.socket().socket());
        event.addBean()
                .types(SocketServer.class, Object.class)
                .scope(ApplicationScoped.class)
                .createWith(creation -> found.server());
        event.addBean()
                .types(Namespace.class, Object.class)
                .scope(Dependent.class)
                .qualifiers(Default.Literal.INSTANCE, Any.Literal.INSTANCE, new NamedByInjectionPoint())
                .produceWith(lookup ->
                        found.namespace(lookup.select(InjectionPoint.class).get()));
        event.addBean()
                .types(ParentNamespace.class, Object.class)
                .scope(Dependent.class)
                .qualifiers(Default.Literal.INSTANCE, Any.Literal.INSTANCE, new NamedByInjectionPoint())
                .produceWith(lookup ->
                        found.parent(lookup.select(InjectionPoint.class).get()));
    }

    void validated(@Observes AfterDeploymentValidation event) {
        Problems problems = new Problems();
        deployment().check(problems);
        if (!problems.isEmpty()) {
            event.addDeploymentProblem(new DeploymentException(problems.report()));
        }
    }

    /** The last moment at which handlers can still use their beans. */
    void ending(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
        deployment().end();
    }

    /** What has been found, once it has been. */
    Deployment deployment() {
        Deployment found = deployment;
        if (found == null) {
            throw new IllegalStateException("the container has not discovered the beans yet");
        }
        return found;
    }

    /** The value is not binding, so that one bean serves every name. */
    private static final class NamedByInjectionPoint extends AnnotationLiteral<InNamespace> implements InNamespace {
        private static final long serialVersionUID = 1L;

        @Override
        public String value() {
            return "";
        }
    }
}
