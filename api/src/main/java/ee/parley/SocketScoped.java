// SPDX-License-Identifier: Apache-2.0
package ee.parley;

import jakarta.enterprise.context.NormalScope;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The scope of a bean of which each socket has its own instance, for as long as the socket lives.
 *
 * <pre>{@code
 * @SocketScoped
 * public class Cart {
 *     private final List<String> items = new ArrayList<>();
 *     ...
 * }
 *
 * @SocketNamespace("/shop")
 * public class Shop {
 *     @Inject Cart cart;                       // that of the socket whose callback is running
 *
 *     @OnEvent("add")
 *     void add(String item) { cart.add(item); }
 * }
 * }</pre>
 *
 * <p>The scope is active in everything that is called for a socket: middleware, {@link OnConnect}, handlers, listeners,
 * {@link OnError}, {@link OnDisconnect}, synchronous observers of {@link Connected} and {@link Disconnected}. Elsewhere, as on a
 * thread of the application's or in what a {@code CompletionStage} does later, using such a bean is a
 * {@link jakarta.enterprise.context.ContextNotActiveException}. A client in two namespaces has two sockets, and so two
 * instances.
 *
 * <p>An instance is made when it is first used. All of a socket are destroyed once, after {@link OnDisconnect}, the latest
 * first; those of a socket that was refused after the refusal. Its methods are called by one thread at a time, unless the
 * socket has {@link Concurrent} handlers, or an {@link OnError} method calls them that runs in a callback of its own.
 *
 * <p>On a {@link SocketNamespace} class it makes one instance of the class for each socket. Instances are never passivated: they
 * need not be serializable.
 *
 * @see SocketData
 * @since 0.1
 */
@Documented
@Inherited
@NormalScope
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.FIELD})
public @interface SocketScoped {}
