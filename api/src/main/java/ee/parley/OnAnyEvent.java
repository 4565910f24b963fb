// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method of a {@link SocketNamespace} that hears every event, whatever its name, before the {@link OnEvent} method
 * of that event does.
 *
 * <p>Where an event has neither an {@link OnEvent} method nor a {@linkplain Socket#on listener}, this method handles it: what
 * it returns is the acknowledgement, as there. Otherwise what it returns is ignored. What it throws answers the event in any
 * case, and no {@link OnEvent} method is called for it; listeners are.
 *
 * <p><b>Parameters</b> are those of an {@link OnEvent} method. {@link EventName} takes the name of the event; a
 * {@link jakarta.json.JsonArray} without an annotation takes all arguments, whatever their number.
 *
 * <pre>{@code
 * @OnAnyEvent
 * void trace(@EventName String event, JsonArray arguments, Socket from) {
 *     log.fine(() -> from.id() + " " + event + " " + arguments);
 * }
 * }</pre>
 *
 * <p>At most one such method per bean. Threads as in {@link OnEvent}.
 *
 * @see <a href="https://socket.io/docs/v4/listening-to-events/#socketonanylistener">Socket.IO: socket.onAny</a>
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnAnyEvent {}
