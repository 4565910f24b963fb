// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.declaration;

import ee.parley.Ack;
import ee.parley.Auth;
import ee.parley.DisconnectReason;
import ee.parley.EventName;
import ee.parley.NamespaceParam;
import ee.parley.Payload;
import ee.parley.Socket;
import ee.parley.cdi.handler.Access;
import ee.parley.cdi.handler.Handler;
import ee.parley.cdi.handler.Methods;
import ee.parley.cdi.handler.Occasion;
import ee.parley.cdi.handler.Source;
import ee.parley.cdi.handler.Sources;
import ee.parley.cdi.handler.TypeArguments;
import ee.parley.cdi.name.NameParts;
import ee.parley.cdi.problem.Problems;
import ee.parley.cdi.problem.Rule;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import java.lang.annotation.Annotation;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Reads the signature of one handler: chooses a source for each parameter, first by type, then by annotation, the rest by
 * position; and reports what cannot be.
 */
final class SignatureReader {
    /** What an object is not bound to, whatever adapters an application has. */
    private static final Set<Class<?>> NO_OBJECTS = Set.of(
            CharSequence.class, Number.class, Collection.class, JsonArray.class, JsonString.class, JsonNumber.class);

    /** What else a parameter of a method that hears no arguments may be. */
    private static final Map<Occasion, String> MORE = Map.of(
            Occasion.CONNECT, " or one @Auth",
            Occasion.DISCONNECT, " or DisconnectReason",
            Occasion.ERROR, ", @EventName or one exception");

    private final Problems problems;

    SignatureReader(Problems problems) {
        this.problems = problems;
    }

    /** Ours, but nothing that a client could send, or be sent. */
    private static boolean isNoData(Type type) {
        return type instanceof Class<?> ours && ours.isInterface() && ours.getPackage() == Socket.class.getPackage();
    }

    Handler read(AnnotatedMethod<?> method, Occasion occasion, TypeArguments types, NameParts parts) {
        Method member = method.getJavaMember();
        Signature signature = new Signature(Methods.place(member), occasion, parts);
        List<Source> sources = new ArrayList<>();
        for (AnnotatedParameter<?> parameter : method.getParameters()) {
            int position = parameter.getPosition();
            Type type = types.resolve(member.getGenericParameterTypes()[position]);
            boolean rest = member.isVarArgs()
                    && position == member.getParameterCount() - 1
                    && TypeArguments.raw(type) != byte[].class;
            sources.add(signature.source(parameter, type, rest));
        }
        Type returned = types.resolve(member.getGenericReturnType());
        signature.checkResult(returned);
        signature.checkFailures();
        return new Handler(member, sources, Handler.Result.of(returned, signature.acks > 0), Access.OPEN);
    }

    /** The parameters of one method, as far as they have been read. */
    private final class Signature {
        private final String place;
        private final Occasion occasion;
        private final NameParts parts;
        private int auths;
        private int acks;
        private int arguments;
        private int failures;

        Signature(String place, Occasion occasion, NameParts parts) {
            this.place = place;
            this.occasion = occasion;
            this.parts = parts;
        }

        Source source(AnnotatedParameter<?> parameter, Type type, boolean rest) {
            boolean auth = parameter.isAnnotationPresent(Auth.class);
            Payload payload = parameter.getAnnotation(Payload.class);
            int number = parameter.getPosition() + 1;
            if (auth && payload != null) {
                problems.add(Rule.AUTH_AND_PAYLOAD, place, number);
            }
            if (parameter.isAnnotationPresent(EventName.class)) {
                checkEventName(number, type);
                checkOnly(parameter, "name of the event");
                return Sources.eventName();
            }
            if (occasion == Occasion.ERROR && Throwable.class.isAssignableFrom(TypeArguments.raw(type))) {
                failures++;
                checkOnly(parameter, "exception");
                return Sources.failure();
            }
            NamespaceParam param = parameter.getAnnotation(NamespaceParam.class);
            if (param != null && (auth || payload != null)) {
                problems.add(Rule.PARAM_AND_OTHER, place, number, auth ? "Auth" : "Payload");
            }
            Optional<Source> byType = Sources.byType(type);
            if (byType.isPresent()) {
                checkTyped(number, TypeArguments.raw(type), auth, payload != null);
                if (param != null) {
                    problems.add(
                            Rule.ANNOTATED_TYPE,
                            place,
                            number,
                            TypeArguments.raw(type).getSimpleName(),
                            "NamespaceParam");
                }
                return byType.get();
            }
            if (param != null) {
                return parts.source(param, type, place, number, problems);
            }
            if (auth) {
                checkAuth(number, type);
                return Sources.auth(type);
            }
            checkArgument(number, type, payload);
            if (payload != null) {
                return Sources.argument(payload.value(), type);
            }
            if (occasion == Occasion.ANY_EVENT && type == JsonArray.class) {
                return Sources.arguments();
            }
            int index = arguments++;
            return rest ? Sources.rest(index, component(type)) : Sources.argument(index, type);
        }

        private void checkTyped(int number, Class<?> type, boolean auth, boolean payload) {
            if (auth || payload) {
                problems.add(Rule.ANNOTATED_TYPE, place, number, type.getSimpleName(), auth ? "Auth" : "Payload");
            }
            if (type == DisconnectReason.class && occasion != Occasion.DISCONNECT) {
                problems.add(Rule.MISPLACED_REASON, place);
            }
            if (type == Ack.class) {
                if (!occasion.hearsEvents()) {
                    problems.add(Rule.MISPLACED_ACK, place);
                }
                if (++acks == 2) {
                    problems.add(Rule.SECOND_ACK, place);
                }
            }
        }

        /** Reports annotations that choose another source than the parameter has. */
        private void checkOnly(AnnotatedParameter<?> parameter, String what) {
            for (Class<? extends Annotation> other : List.of(Auth.class, Payload.class, NamespaceParam.class)) {
                if (parameter.isAnnotationPresent(other)) {
                    int number = parameter.getPosition() + 1;
                    problems.add(Rule.ANNOTATED_TYPE, place, number, what, other.getSimpleName());
                }
            }
        }

        private void checkEventName(int number, Type type) {
            if (type != String.class || (!occasion.hearsEvents() && occasion != Occasion.ERROR)) {
                problems.add(Rule.MISPLACED_EVENT_NAME, place, number);
            }
        }

        void checkFailures() {
            if (occasion == Occasion.ERROR && failures != 1) {
                problems.add(Rule.ERROR_WITHOUT_EXCEPTION, place, failures);
            }
        }

        private void checkAuth(int number, Type type) {
            if (occasion != Occasion.CONNECT) {
                problems.add(Rule.MISPLACED_AUTH, place);
            }
            if (++auths == 2) {
                problems.add(Rule.SECOND_AUTH, place);
            }
            checkBindable(number, type);
            checkObject(number, type);
        }

        private void checkObject(int number, Type type) {
            Class<?> raw = TypeArguments.raw(Sources.content(type).orElse(type));
            if (raw.isPrimitive()
                    || raw.isArray()
                    || raw == Boolean.class
                    || raw == Character.class
                    || NO_OBJECTS.stream().anyMatch(none -> none.isAssignableFrom(raw))) {
                problems.add(Rule.AUTH_IS_AN_OBJECT, place, number, raw.getSimpleName());
            }
        }

        private void checkArgument(int number, Type type, @Nullable Payload payload) {
            if (!occasion.hearsEvents()) {
                if (payload != null) {
                    problems.add(Rule.MISPLACED_PAYLOAD, place);
                } else {
                    problems.add(
                            Rule.PAYLOAD_WITHOUT_EVENT,
                            place,
                            number,
                            TypeArguments.raw(type).getSimpleName(),
                            occasion,
                            MORE.getOrDefault(occasion, ""));
                }
                return;
            }
            if (payload != null && payload.value() < 0) {
                problems.add(Rule.NEGATIVE_PAYLOAD, place, payload.value());
            }
            checkBindable(number, type);
        }

        private void checkBindable(int number, Type type) {
            // A variable that is left: nobody knows what it stands for.
            if (TypeArguments.mentions(type, part -> part instanceof TypeVariable<?> || isNoData(part))) {
                problems.add(Rule.UNBINDABLE, place, number, type.getTypeName());
            }
        }

        void checkResult(Type returned) {
            Class<?> raw = TypeArguments.raw(returned);
            boolean nothing = raw == void.class || raw == Void.class;
            boolean stage = CompletionStage.class.isAssignableFrom(raw);
            String name = raw.getSimpleName();
            if (occasion == Occasion.ERROR
                    && (nothing || Handler.Result.of(returned, false).empty())) {
                problems.add(Rule.ERROR_WITHOUT_RESULT, place);
            }
            if (occasion == Occasion.CONNECT || occasion == Occasion.DISCONNECT) {
                if (!nothing && !stage) {
                    problems.add(Rule.IGNORED_RESULT, place, occasion, name);
                }
                return;
            }
            if (acks > 0 && raw != void.class) {
                problems.add(Rule.ACK_AND_RESULT, place, name);
            }
            if (!stage && Future.class.isAssignableFrom(raw)) {
                problems.add(Rule.UNANSWERABLE, place, name);
            } else if (TypeArguments.mentions(returned, SignatureReader::isNoData)) {
                problems.add(Rule.UNANSWERABLE, place, returned.getTypeName());
            }
        }

        private static Type component(Type array) {
            return array instanceof GenericArrayType generic
                    ? generic.getGenericComponentType()
                    : TypeArguments.raw(array).componentType();
        }
    }
}
