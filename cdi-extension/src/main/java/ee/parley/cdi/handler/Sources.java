// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.handler;

import ee.parley.Ack;
import ee.parley.ConnectionRefusedException;
import ee.parley.DisconnectReason;
import ee.parley.EventException;
import ee.parley.Handshake;
import ee.parley.Namespace;
import ee.parley.Socket;
import ee.parley.SocketServer;
import ee.parley.impl.payload.PayloadException;
import ee.parley.impl.payload.Payloads;
import ee.parley.impl.socket.UnboundEvent;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The sources a parameter can have. */
public final class Sources {
    private static final Map<Class<?>, Source> BY_TYPE = Map.of(
            Socket.class, Call::socket,
            Namespace.class, call -> call.socket().namespace(),
            SocketServer.class, call -> call.server().socketServer(),
            Handshake.class, call -> call.socket().handshake(),
            Principal.class, call -> call.socket().principal().orElse(null),
            DisconnectReason.class, call -> ((Call.Leaving) call).reason(),
            Ack.class, call -> new EventAck<>(((Call.Handling) call).event()));

    /** What a missing argument is for types that have a word for it. */
    private static final Map<Class<?>, Object> NOTHING = Map.of(
            Optional.class, Optional.empty(),
            OptionalInt.class, OptionalInt.empty(),
            OptionalLong.class, OptionalLong.empty(),
            OptionalDouble.class, OptionalDouble.empty());

    private Sources() {}

    /** The source that the type alone decides, if it does. */
    public static Optional<Source> byType(Type type) {
        if (content(type).filter(Principal.class::equals).isPresent()) {
            return Optional.of(call -> call.socket().principal());
        }
        return Optional.ofNullable(BY_TYPE.get(TypeArguments.raw(type)));
    }

    /** The exception that an event failed with. */
    public static Source failure() {
        return call -> ((Call.Failing) call).failure();
    }

    /** The name of the event. */
    public static Source eventName() {
        return call -> call instanceof Call.Failing failing
                ? failing.event()
                : ((Call.Handling) call).event().name();
    }

    /** The client's {@code auth} payload. */
    public static Source auth(Type type) {
        Optional<Type> content = content(type);
        return call -> {
            JsonObject auth = call.socket().handshake().auth();
            if (content.isPresent() && auth.isEmpty()) {
                return Optional.empty();
            }
            try {
                Object value = call.server().payloads().read(auth.toString(), content.orElse(type), List.of());
                return content.isPresent() ? Optional.ofNullable(value) : value;
            } catch (PayloadException unfit) {
                throw new ConnectionRefusedException("Invalid auth payload");
            }
        };
    }

    /** All arguments of the event. */
    public static Source arguments() {
        return call -> ((Call.Handling) call).event().arguments();
    }

    /** The argument of the event at an index. */
    public static Source argument(int index, Type type) {
        return new Argument(index, false, binding(index, type));
    }

    private static Source binding(int index, Type type) {
        Optional<Type> content = content(type);
        Class<?> raw = TypeArguments.raw(type);
        Function<String, @Nullable Object> missing = missing(raw);
        // A JsonValue has its own null, which is not the same as no argument.
        boolean nullIsMissing = !JsonValue.class.isAssignableFrom(raw);
        return call -> {
            UnboundEvent event = ((Call.Handling) call).event();
            List<String> arguments = event.json();
            if (index >= arguments.size() || (nullIsMissing && Payloads.isNull(arguments, index))) {
                return missing.apply("argument " + (index + 1));
            }
            Object value = read(call.server().payloads(), event, index, content.orElse(type));
            return content.isPresent() ? Optional.ofNullable(value) : value;
        };
    }

    /** The arguments from an index on, as the array of a variable arity parameter. */
    public static Source rest(int from, Type element) {
        Class<?> elementClass = TypeArguments.raw(element);
        return new Argument(from, true, call -> {
            int size = Math.max(0, ((Call.Handling) call).event().json().size() - from);
            Object array = Array.newInstance(elementClass, size);
            for (int i = 0; i < size; i++) {
                Array.set(array, i, binding(from + i, element).value(call));
            }
            return array;
        });
    }

    private static @Nullable Object read(Payloads payloads, UnboundEvent event, int index, Type type) {
        try {
            return payloads.read(event.json(), index, type, event.attachments());
        } catch (PayloadException unfit) {
            throw new EventException(EventException.BAD_REQUEST, "argument " + (index + 1) + ": " + unfit.getMessage());
        }
    }

    private static Function<String, @Nullable Object> missing(Class<?> type) {
        if (type.isPrimitive()) {
            return argument -> {
                throw new EventException(EventException.BAD_REQUEST, argument + " is missing");
            };
        }
        Object nothing = NOTHING.get(type);
        return argument -> nothing;
    }

    /** The type inside an {@code Optional}. */
    public static Optional<Type> content(Type type) {
        return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class
                ? Optional.of(generic.getActualTypeArguments()[0])
                : Optional.empty();
    }
}
