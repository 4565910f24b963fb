// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.thread;

import jakarta.enterprise.concurrent.ContextService;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * Makes threads that carry the application's context: naming, class loader, identity of the component.
 *
 * <p>The context is put on a thread once, when it begins, and not around each task: capturing and restoring it costs more
 * than a short handler does. A managed thread has the context of the thread that makes it, which may be one of the container's
 * without any; so it is made within the context of the thread that this object was made on. Only that thread itself makes
 * threads without further ado, until {@link #started}: it has the context.
 */
public final class ApplicationThreads {
    private static final String MANAGED = "java:comp/DefaultManagedThreadFactory";
    static final String SERVICE = "java:comp/DefaultContextService";

    private final ThreadFactory factory;
    private final Executor context;

    /** The application's, which a managed thread was seen without: so each is given it when it begins. */
    private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();

    /**
     * The thread that starts the application, until that has been done. It must not be given the context that it has: Open
     * Liberty initializes an application before it gives anybody its context, so there it would be initialized within its
     * own initialization.
     */
    private volatile @Nullable Thread starting = Thread.currentThread();

    ApplicationThreads(ThreadFactory factory, Executor context) {
        this.factory = factory;
        this.context = context;
    }

    /**
     * The container's threads, or plain ones where it has none. Must be called on a thread that has the application's
     * context, such as the one that initializes a servlet.
     */
    @SuppressWarnings("BanJNDI") // the name is a constant, and the container's own
    public static ApplicationThreads ofContainer() {
        try {
            ThreadFactory managed = (ThreadFactory) new InitialContext().lookup(MANAGED);
            return new ApplicationThreads(managed, contextOfCaller().orElse(Runnable::run));
        } catch (NamingException | ClassCastException absent) {
            ThreadLog.unmanagedThreads(MANAGED);
            return new ApplicationThreads(new PlainThreads(), Runnable::run);
        }
    }

    /**
     * Runs what it is given at once, in the application's context; empty where the container has none. Must be called on a
     * thread that has it.
     */
    @SuppressWarnings("BanJNDI") // the name is a constant, and the container's own
    static Optional<Executor> contextOfCaller() {
        try {
            return Optional.of(((ContextService) new InitialContext().lookup(SERVICE)).currentContextExecutor());
        } catch (NamingException | ClassCastException | LinkageError absent) {
            return Optional.empty();
        }
    }

    /** A factory of threads called {@code name}. */
    public ThreadFactory named(String name) {
        return task -> thread(task, name);
    }

    /** A factory of threads called {@code prefix-1}, {@code prefix-2} and so on. */
    public ThreadFactory numbered(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> thread(task, prefix + "-" + number.incrementAndGet());
    }

    private Thread thread(Runnable task, String name) {
        Thread thread = inContext(() -> {
            Thread.currentThread().setContextClassLoader(loader);
            task.run();
        });
        thread.setName(name);
        return thread;
    }

    /** To be called when the thread that made this object goes back to the container. */
    public void started() {
        starting = null;
    }

    private Thread inContext(Runnable task) {
        if (Thread.currentThread() == starting) {
            return factory.newThread(task);
        }
        AtomicReference<@Nullable Thread> made = new AtomicReference<>();
        try {
            context.execute(() -> made.set(factory.newThread(task)));
        } catch (IllegalStateException | RejectedExecutionException stopping) {
            // So some containers say that the application is being stopped; what still has to be closed needs no
            // context.
        }
        Thread thread = made.get();
        return thread == null ? factory.newThread(task) : thread;
    }
}
