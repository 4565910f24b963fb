// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method of a {@link SocketNamespace} that handles one event.
 *
 * <p><b>Parameters.</b> By type: {@link Socket}, {@link Namespace}, {@link SocketServer}, {@link Handshake},
 * {@link java.security.Principal}, {@link Ack}. By annotation: {@link Payload} (the argument at an index),
 * {@link EventName}, {@link NamespaceParam} (a part of the namespace's name). All others take the event's arguments in order, each bound by JSON-B to the declared type, generics
 * included; {@code byte[]}, {@link java.nio.ByteBuffer} and {@link java.io.InputStream} take binary attachments. A missing
 * argument is {@code Optional.empty()} for an {@link java.util.Optional} parameter and {@code null} for other objects; for a
 * primitive it is refused as {@code BAD_REQUEST}. Surplus arguments are ignored.
 *
 * <p><b>Constraints</b> of Jakarta Validation on parameters ({@code @Valid Order order}) are checked before the method is
 * called. What violates them is answered {@code {"error":{"code":"VALIDATION","message":"Invalid arguments","details":
 * {"violations":[{"argument":0,"path":"items[1].quantity","message":…}]}}}}, where {@code argument} is the index of the event's
 * argument. A violated constraint on what the method returns is the application's failure: logged, and {@code INTERNAL}.
 *
 * <p><b>Security.</b> {@code @RolesAllowed}, {@code @DenyAll} and {@code @PermitAll} on the method, or else on the class, say who
 * may send the event; everybody else is answered {@code FORBIDDEN} before the arguments are looked at.
 *
 * <p><b>The acknowledgement</b>, where the client asked for one, is what the method returns: nothing for {@code void}, a
 * value, several through {@link Ack#of(Object...)}, the result of a {@link java.util.concurrent.CompletionStage} when it
 * completes. A method with an {@link Ack} parameter must return {@code void} and answers through it. An event that asked
 * for an acknowledgement gets exactly one, as long as the {@code Ack} is used and the stage completes: a failure is answered
 * {@code {"error":{"code":…,"message":…}}}.
 *
 * <p><b>Threads.</b> Events of one socket are handled one after another, in the order of their arrival, on a thread that
 * may block and that carries the application's naming and class loading context. Events of different sockets run
 * concurrently. {@link Concurrent} takes an event out of the order, {@link NonBlocking} saves it the thread.
 *
 * <p><b>Before it</b> come {@link EventMiddleware}, {@link Socket#onAny} listeners and the {@link OnAnyEvent} method, and
 * each of them may refuse the event.
 *
 * @see <a href="https://socket.io/docs/v4/listening-to-events/">Socket.IO: listening to events</a>
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnEvent {
    /**
     * The name of the event, as the client emits it. The names {@code connect}, {@code connect_error},
     * {@code disconnect}, {@code disconnecting}, {@code newListener} and {@code removeListener} are reserved.
     *
     * @return the name of the event
     */
    String value();
}
