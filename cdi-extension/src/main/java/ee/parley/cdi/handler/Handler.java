// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.handler;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One method of a namespace bean and how it is called: decided at deployment, so that a call looks nothing up.
 *
 * @param method the method, which becomes accessible here
 * @param sources one for each parameter
 * @param result what becomes of what it returns
 * @param access who may call it
 */
public record Handler(Method method, List<Source> sources, Result result, Access access) {
    /** What becomes of what a handler returns. */
    public enum Result {
        /** There is none: the event is acknowledged without a value. */
        EMPTY,
        /** The handler answers through its {@code Ack} parameter. */
        ACK,
        /** A value. */
        VALUE,
        /** A stage of a value. */
        STAGE,
        /** A stage without a value: {@code CompletionStage<Void>}. */
        EMPTY_STAGE;

        public static Result of(Type returned, boolean ack) {
            Class<?> raw = TypeArguments.raw(returned);
            if (ack) {
                return ACK;
            }
            if (raw == void.class || raw == Void.class) {
                return EMPTY;
            }
            if (!CompletionStage.class.isAssignableFrom(raw)) {
                return VALUE;
            }
            return returned instanceof ParameterizedType generic && generic.getActualTypeArguments()[0] == Void.class
                    ? EMPTY_STAGE
                    : STAGE;
        }

        public boolean empty() {
            return this == EMPTY || this == EMPTY_STAGE;
        }

        public boolean stage() {
            return this == STAGE || this == EMPTY_STAGE;
        }
    }

    public Handler {
        method.setAccessible(true);
        sources = List.copyOf(sources);
    }

    public Handler with(Access required) {
        return new Handler(method, sources, result, required);
    }

    /**
     * Calls the method.
     *
     * @param bean the contextual reference, so that interceptors and decorators apply
     * @param call from where the parameters take their values
     * @return what the method returned
     * @throws Throwable what the method threw, or a parameter's refusal of the client's data
     */
    @Nullable
    public Object invoke(Object bean, Call call) throws Throwable {
        @Nullable Object[] arguments = new @Nullable Object[sources.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = sources.get(i).value(call);
        }
        try {
            return method.invoke(bean, arguments);
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause();
            throw cause == null ? thrown : cause;
        }
    }
}
