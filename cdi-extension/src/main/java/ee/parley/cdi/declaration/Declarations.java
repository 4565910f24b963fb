// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.declaration;

import ee.parley.InNamespace;
import ee.parley.SocketNamespace;
import ee.parley.cdi.handler.Methods;
import ee.parley.cdi.handler.Occasion;
import ee.parley.cdi.name.DeclaredName;
import ee.parley.cdi.name.DeclaredNames;
import ee.parley.cdi.problem.Problems;
import ee.parley.cdi.problem.Rule;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessSessionBean;
import jakarta.inject.Inject;
import java.lang.annotation.Annotation;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an application declares, collected while the container discovers it. Confined to the thread that deploys.
 *
 * <p>Beans come in no order that would be the same on every container, so everything is read when all are known, sorted by
 * name: the same mistake gives the same message everywhere.
 */
public final class Declarations {
    private record Candidate(AnnotatedType<?> type, Bean<?> bean, boolean sessionBean) {}

    /** Annotated somewhere with one of our annotations. */
    private final Set<Class<?>> types = new HashSet<>();

    private final List<Candidate> candidates = new ArrayList<>();
    private final ErrorBeans errors = new ErrorBeans();
    private final List<InjectionPoint> injections = new ArrayList<>();
    private final List<InjectionPoint> parentInjections = new ArrayList<>();

    public void add(AnnotatedType<?> type) {
        types.add(type.getJavaClass());
    }

    public void add(ProcessManagedBean<?> event) {
        AnnotatedType<?> type = event.getAnnotatedBeanClass();
        if (types.contains(type.getJavaClass())) {
            candidates.add(new Candidate(type, event.getBean(), event instanceof ProcessSessionBean<?>));
        }
    }

    public void add(InjectionPoint injection) {
        injections.add(injection);
    }

    public void addParent(InjectionPoint injection) {
        parentInjections.add(injection);
    }

    /** What answers errors in every namespace; complete when everything has been read. */
    public ErrorBeans errors() {
        return errors;
    }

    /** Reads everything, reports what is wrong with it, and returns the namespaces by their names. */
    public Map<String, NamespaceBean> read(BeanManager beans, Problems problems) {
        candidates.sort(Comparator.comparing(
                candidate -> candidate.type().getJavaClass().getName()));
        BeanReader reader = new BeanReader(beans, problems);
        Map<String, NamespaceBean> namespaces = new TreeMap<>();
        DeclaredNames declaredNames = new DeclaredNames(problems);
        Map<Class<?>, DeclaredName> names = new HashMap<>();
        for (Candidate candidate : candidates) {
            SocketNamespace declared = candidate.type().getAnnotation(SocketNamespace.class);
            if (declared != null) {
                Class<?> type = candidate.type().getJavaClass();
                names.put(type, declaredNames.read(declared, type));
                add(namespaces, candidate, reader.read(names.get(type), candidate.type(), candidate.bean()), problems);
            }
        }
        for (Candidate candidate : candidates) {
            checkStray(candidate, names.keySet(), reader, beans, problems);
        }
        checkUnserved(problems);
        for (InjectionPoint injection : injections) {
            check(injection, names, problems);
        }
        for (InjectionPoint injection : parentInjections) {
            check(injection, names, problems);
            checkParent(injection, names, problems);
        }
        return namespaces;
    }

    private static void add(
            Map<String, NamespaceBean> namespaces, Candidate candidate, NamespaceBean bean, Problems problems) {
        Class<?> type = candidate.type().getJavaClass();
        if (candidate.sessionBean()) {
            problems.add(Rule.SESSION_BEAN, type.getSimpleName());
        }
        NamespaceBean first = namespaces.putIfAbsent(bean.name(), bean);
        if (first != null) {
            problems.add(
                    Rule.SECOND_BEAN_OF_NAMESPACE,
                    type.getSimpleName(),
                    bean.name(),
                    first.type().getSimpleName());
        }
    }

    /** Handlers of a class that no namespace bean is or inherits from would never be called, but for those of errors. */
    private void checkStray(
            Candidate candidate, Set<Class<?>> served, BeanReader reader, BeanManager beans, Problems problems) {
        AnnotatedType<?> type = candidate.type();
        if (served.stream().anyMatch(namespace -> type.getJavaClass().isAssignableFrom(namespace))) {
            return;
        }
        for (AnnotatedMethod<?> method : Methods.handlers(type, beans)) {
            List<Occasion> occasions = Methods.occasions(method);
            if (occasions.equals(List.of(Occasion.ERROR))) {
                checkReachable(candidate, beans, problems);
                reader.readError(method, type, candidate.bean(), errors);
                continue;
            }
            for (Occasion occasion : occasions) {
                problems.add(Rule.STRAY_HANDLER, Methods.place(method.getJavaMember()), occasion);
            }
        }
    }

    private static void checkReachable(Candidate candidate, BeanManager beans, Problems problems) {
        Class<? extends Annotation> scope = candidate.bean().getScope();
        if (candidate.sessionBean() || Scopes.passivating(scope, beans)) {
            problems.add(
                    Rule.UNREACHABLE_ERROR_METHOD,
                    candidate.type().getJavaClass().getSimpleName(),
                    candidate.sessionBean() ? "session bean" : "@" + scope.getSimpleName() + " bean");
        }
    }

    /** Classes that cannot be beans; another that is none may have been vetoed, or be an alternative that is not selected. */
    private void checkUnserved(Problems problems) {
        for (Class<?> type : types) {
            if (!type.isAnnotationPresent(SocketNamespace.class) || type.isAnnotation()) {
                continue;
            }
            if (Modifier.isAbstract(type.getModifiers())) {
                problems.add(Rule.ABSTRACT_NAMESPACE, type.getSimpleName());
            } else if (isInner(type) || !isConstructible(type)) {
                problems.add(Rule.NO_BEAN, type.getSimpleName());
            }
        }
    }

    private static boolean isInner(Class<?> type) {
        return type.getEnclosingClass() != null && !Modifier.isStatic(type.getModifiers());
    }

    /** Whether a constructor is one that CDI calls. */
    private static boolean isConstructible(Class<?> type) {
        return Stream.of(type.getDeclaredConstructors())
                .anyMatch(each -> each.getParameterCount() == 0 || each.isAnnotationPresent(Inject.class));
    }

    private static void check(InjectionPoint injection, Map<Class<?>, DeclaredName> names, Problems problems) {
        String place = place(injection);
        Optional<String> named = named(injection);
        if (named.isPresent() && find(named.get(), names).isEmpty()) {
            reportUnknown(named.get(), place, names.values().stream().map(DeclaredName::text), problems);
        }
        if (named.isEmpty() && !names.containsKey(holder(injection))) {
            problems.add(Rule.NAMESPACE_WITHOUT_NAME, place);
        }
    }

    private static void checkParent(InjectionPoint injection, Map<Class<?>, DeclaredName> names, Problems problems) {
        Optional<DeclaredName> declared = named(injection)
                .map(name -> find(name, names))
                .orElseGet(() -> Optional.ofNullable(names.get(holder(injection))));
        declared.filter(DeclaredName.Literal.class::isInstance)
                .ifPresent(name -> problems.add(Rule.NO_PARENT, place(injection), name.text()));
    }

    private static Optional<DeclaredName> find(String text, Map<Class<?>, DeclaredName> names) {
        return names.values().stream().filter(name -> name.text().equals(text)).findFirst();
    }

    /** Reports that {@link InNamespace} names what no bean serves. */
    static void reportUnknown(String name, String place, Stream<String> known, Problems problems) {
        String choice = known.sorted().collect(Collectors.joining(", "));
        problems.add(Rule.UNKNOWN_NAMESPACE, place, name, choice.isEmpty() ? "a namespace that has a bean" : choice);
    }

    /** The name that the injection point asks for by {@link InNamespace}. */
    public static Optional<String> named(InjectionPoint injection) {
        return named(injection.getQualifiers());
    }

    /** The name that the qualifiers of a bean or an injection point give by {@link InNamespace}. */
    static Optional<String> named(Set<Annotation> qualifiers) {
        for (Annotation qualifier : qualifiers) {
            if (qualifier instanceof InNamespace name) {
                return Optional.of(name.value());
            }
        }
        return Optional.empty();
    }

    /** The class of the bean that is injected, which for an inherited field is not the one that declares it. */
    public static Class<?> holder(InjectionPoint injection) {
        Bean<?> bean = injection.getBean();
        return bean == null ? injection.getMember().getDeclaringClass() : bean.getBeanClass();
    }

    public static String place(InjectionPoint injection) {
        return injection.getMember().getDeclaringClass().getSimpleName() + "."
                + injection.getMember().getName();
    }
}
