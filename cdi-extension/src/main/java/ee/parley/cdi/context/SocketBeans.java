// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.context;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.spi.Contextual;
import jakarta.enterprise.context.spi.CreationalContext;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The beans of one socket. Thread-safe. */
final class SocketBeans {
    /**
     * Held while a bean is made, which runs code of the application: two threads must not make two instances of one bean, and
     * with a lock for each bean two that need each other could wait for ever. Only concurrent handlers of one socket meet here.
     */
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Map<Contextual<?>, Instance<?>> instances = new HashMap<>(4);

    /** In the order of their making. */
    @GuardedBy("lock")
    private final Deque<Contextual<?>> order = new ArrayDeque<>(4);

    @GuardedBy("lock")
    private boolean ended;

    private record Instance<T>(Contextual<T> contextual, T bean, CreationalContext<T> creation) {
        void destroy() {
            contextual.destroy(bean, creation);
        }
    }

    <T> @Nullable T get(Contextual<T> contextual) {
        lock.lock();
        try {
            return existing(contextual);
        } finally {
            lock.unlock();
        }
    }

    <T> T get(Contextual<T> contextual, CreationalContext<T> creation) {
        lock.lock();
        try {
            T known = existing(contextual);
            if (known != null) {
                return known;
            }
            if (ended) {
                throw new ContextNotActiveException(
                        "PARLEY6124 The socket has ended: no @SocketScoped bean is made for" + " it any more.");
            }
            T made = contextual.create(creation);
            instances.put(contextual, new Instance<>(contextual, made, creation));
            order.addLast(contextual);
            return made;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    @SuppressWarnings("unchecked") // put with a bean of its contextual
    private <T> @Nullable T existing(Contextual<T> contextual) {
        Instance<T> instance = (Instance<T>) instances.get(contextual);
        return instance == null ? null : instance.bean;
    }

    /** Destroys one, if it exists. */
    void destroy(Contextual<?> contextual) {
        take(contextual).ifPresent(Instance::destroy);
    }

    private Optional<Instance<?>> take(Contextual<?> contextual) {
        lock.lock();
        try {
            order.remove(contextual);
            return Optional.ofNullable(instances.remove(contextual));
        } finally {
            lock.unlock();
        }
    }

    /** Destroys all, the latest first, without a lock held; until it is its turn, each can still be used by the others. */
    void end(Consumer<Throwable> failed) {
        for (Optional<Contextual<?>> last = last(); last.isPresent(); last = last()) {
            try {
                destroy(last.get());
            } catch (RuntimeException | Error failure) {
                failed.accept(failure);
            }
        }
    }

    private Optional<Contextual<?>> last() {
        lock.lock();
        try {
            ended = true;
            return Optional.ofNullable(order.peekLast());
        } finally {
            lock.unlock();
        }
    }
}
