// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.declaration;

import ee.parley.OnEvent;
import ee.parley.cdi.handler.Handler;
import ee.parley.cdi.handler.Methods;
import ee.parley.cdi.handler.Occasion;
import ee.parley.cdi.handler.TypeArguments;
import ee.parley.cdi.name.DeclaredName;
import ee.parley.cdi.name.NameParts;
import ee.parley.cdi.problem.Problems;
import ee.parley.cdi.problem.Rule;
import ee.parley.impl.socket.EventNames;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the handlers of a namespace bean, and reports all that is wrong with it. Confined to the thread that deploys. */
final class BeanReader {
    private static final Map<Occasion, Rule> SECOND =
            Map.of(Occasion.CONNECT, Rule.SECOND_GATE, Occasion.ANY_EVENT, Rule.SECOND_CATCH_ALL);

    private final BeanManager beans;
    private final Problems problems;
    private final SignatureReader signatures;

    BeanReader(BeanManager beans, Problems problems) {
        this.beans = beans;
        this.problems = problems;
        this.signatures = new SignatureReader(problems);
    }

    NamespaceBean read(DeclaredName declared, AnnotatedType<?> type, Bean<?> bean) {
        Class<?> beanClass = type.getJavaClass();
        NameParts parts = new NameParts(declared);
        checkClass(beanClass, bean.getScope());
        TypeArguments types = new TypeArguments(beanClass);
        AccessReader access = new AccessReader(type, problems);
        Map<Occasion, Method> only = new HashMap<>();
        Map<String, Handler> events = new HashMap<>();
        Map<Class<?>, Handler> errors = new HashMap<>();
        Map<Occasion, Handler> handlers = new HashMap<>();
        DispatchReader dispatch = new DispatchReader(type, problems);
        for (AnnotatedMethod<?> method : Methods.handlers(type, beans)) {
            Method member = method.getJavaMember();
            String place = Methods.place(member);
            List<Occasion> occasions = Methods.occasions(method);
            checkModifiers(member, place);
            if (occasions.size() > 1) {
                problems.add(Rule.SEVERAL_OCCASIONS, place, names(occasions));
                continue;
            }
            Occasion occasion = occasions.get(0);
            if (!occasion.hearsEvents()) {
                dispatch.checkMisplaced(method);
            }
            Handler handler = access.guarded(signatures.read(method, occasion, types, parts), method, occasion);
            if (occasion == Occasion.EVENT) {
                String event = method.getAnnotation(OnEvent.class).value();
                addEvent(events, handler, event, place);
                dispatch.readEvent(event, method);
            } else if (occasion == Occasion.ANY_EVENT) {
                addOnly(only, occasion, member, place);
                handlers.put(occasion, handler);
                dispatch.readAny(method);
            } else if (occasion == Occasion.ERROR) {
                addError(errors, handler, types);
            } else {
                addOnly(only, occasion, member, place);
                handlers.put(occasion, handler);
            }
        }
        return new NamespaceBean(
                declared,
                parts,
                beanClass,
                bean,
                access.ofClass(),
                Optional.ofNullable(handlers.get(Occasion.CONNECT)),
                Optional.ofNullable(handlers.get(Occasion.ANY_EVENT)),
                events,
                dispatch.result(),
                errors,
                Optional.ofNullable(handlers.get(Occasion.DISCONNECT)));
    }

    /** Reads an {@code @OnError} method of a bean that serves no namespace. */
    void readError(AnnotatedMethod<?> method, AnnotatedType<?> type, Bean<?> bean, ErrorBeans errors) {
        checkModifiers(method.getJavaMember(), Methods.place(method.getJavaMember()));
        TypeArguments types = new TypeArguments(type.getJavaClass());
        Handler handler = new AccessReader(type, problems)
                .guarded(signatures.read(method, Occasion.ERROR, types, NameParts.none()), method, Occasion.ERROR);
        ErrorMethods.failure(handler.method(), types)
                .ifPresent(failure -> errors.add(handler, failure, type.getJavaClass(), bean, problems));
    }

    /** Sessions and conversations are what passivating scopes belong to, and no callback has either. */
    private void checkClass(Class<?> beanClass, Class<? extends Annotation> scope) {
        if (!beans.isNormalScope(scope) || beans.isPassivatingScope(scope)) {
            problems.add(Rule.UNUSABLE_SCOPE, beanClass.getSimpleName(), scope.getSimpleName());
        }
        if (Modifier.isFinal(beanClass.getModifiers())) {
            problems.add(Rule.FINAL_NAMESPACE, beanClass.getSimpleName());
        }
    }

    private void checkModifiers(Method method, String place) {
        int modifiers = method.getModifiers();
        if (Modifier.isPrivate(modifiers)) {
            problems.add(Rule.PRIVATE_HANDLER, place);
        }
        if (Modifier.isStatic(modifiers)) {
            problems.add(Rule.STATIC_HANDLER, place);
        }
        if (Modifier.isAbstract(modifiers)) {
            problems.add(Rule.ABSTRACT_HANDLER, place);
        }
        if (Modifier.isFinal(modifiers) && !Modifier.isStatic(modifiers) && !Modifier.isPrivate(modifiers)) {
            problems.add(Rule.FINAL_HANDLER, place);
        }
    }

    private void addEvent(Map<String, Handler> events, Handler handler, String event, String place) {
        if (event.isEmpty()) {
            problems.add(Rule.EMPTY_EVENT, place);
        }
        if (EventNames.isReserved(event)) {
            problems.add(Rule.RESERVED_EVENT, place, event);
        }
        Handler first = events.putIfAbsent(event, handler);
        if (first != null) {
            problems.add(Rule.SECOND_HANDLER_OF_EVENT, place, event, Methods.place(first.method()));
        }
    }

    private void addError(Map<Class<?>, Handler> errors, Handler handler, TypeArguments types) {
        ErrorMethods.failure(handler.method(), types).ifPresent(failure -> {
            Handler first = errors.putIfAbsent(failure, handler);
            if (first != null) {
                ErrorMethods.reportSecond(handler, failure, first, problems);
            }
        });
    }

    private void addOnly(Map<Occasion, Method> only, Occasion occasion, Method method, String place) {
        Method first = only.putIfAbsent(occasion, method);
        if (first != null) {
            problems.add(SECOND.getOrDefault(occasion, Rule.SECOND_FAREWELL), place, Methods.place(first));
        }
    }

    private static String names(List<Occasion> occasions) {
        return occasions.stream().map(occasion -> "@" + occasion).collect(Collectors.joining(" and "));
    }
}
