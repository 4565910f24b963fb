// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * Makes threads that carry the application's context: naming, class loader, identity of the component.
 *
 * <p>The context is put on a thread once, when it begins, and not around each task: capturing and restoring it costs more
 * than a short handler does.
 */
final class ApplicationThreads {
    private static final String MANAGED = "java:comp/DefaultManagedThreadFactory";

    private final ThreadFactory factory;

    /** The application's, which a managed thread was seen without: so each is given it when it begins. */
    private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();

    private ApplicationThreads(ThreadFactory factory) {
        this.factory = factory;
    }

    /**
     * The container's threads, or plain ones where it has none. Must be called on a thread that has the application's
     * context, such as the one that initializes a servlet.
     */
    @SuppressWarnings("BanJNDI") // the name is a constant, and the container's own
    static ApplicationThreads ofContainer() {
        try {
            return new ApplicationThreads((ThreadFactory) new InitialContext().lookup(MANAGED));
        } catch (NamingException | ClassCastException absent) {
            CdiLog.unmanagedThreads(MANAGED);
            return new ApplicationThreads(new PlainThreads());
        }
    }

    /** A factory of threads called {@code name}. */
    ThreadFactory named(String name) {
        return task -> name(factory.newThread(inApplication(task)), name);
    }

    /** A factory of threads called {@code prefix-1}, {@code prefix-2} and so on. */
    ThreadFactory numbered(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> name(factory.newThread(inApplication(task)), prefix + "-" + number.incrementAndGet());
    }

    private Runnable inApplication(Runnable task) {
        return () -> {
            Thread.currentThread().setContextClassLoader(loader);
            task.run();
        };
    }

    private static Thread name(Thread thread, String name) {
        thread.setName(name);
        return thread;
    }
}
