// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.thread;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/**
 * A virtual thread for each task, with the application's context. Found by reflection, because we run on JDKs that have none.
 *
 * @param threads starts them
 * @param context puts the application's context around what it runs, on the calling thread
 */
public record VirtualThreads(ExecutorService threads, Executor context) {
    /**
     * Those of the JDK; empty, and logged, where it has none. Must be called on a thread that has the application's context.
     *
     * @param prefix what their names begin with
     */
    public static Optional<VirtualThreads> find(String prefix) {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Method name = Class.forName("java.lang.Thread$Builder").getMethod("name", String.class, long.class);
            Method factory = Class.forName("java.lang.Thread$Builder").getMethod("factory");
            Method executor = Executors.class.getMethod("newThreadPerTaskExecutor", ThreadFactory.class);
            Object named = name.invoke(builder, prefix + "-", 1L);
            return Optional.of(
                    new VirtualThreads((ExecutorService) executor.invoke(null, factory.invoke(named)), ofCaller()));
        } catch (ReflectiveOperationException none) {
            ThreadLog.noVirtualThreads(System.getProperty("java.specification.version", ""));
            return Optional.empty();
        }
    }

    private static Executor ofCaller() {
        return ApplicationThreads.contextOfCaller().orElseGet(() -> {
            ThreadLog.unmanagedThreads(ApplicationThreads.SERVICE);
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            return task -> {
                Thread.currentThread().setContextClassLoader(loader);
                task.run();
            };
        });
    }

    /** The task, as it is to be run. */
    Runnable around(Runnable task) {
        return () -> context.execute(task);
    }
}
