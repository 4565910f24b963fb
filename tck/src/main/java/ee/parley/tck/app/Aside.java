// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Threads beside those of handlers: the container's where it has some, else one that ends when it is idle. */
@ApplicationScoped
public class Aside implements Executor {
    private final Executor executor = executor();

    @SuppressWarnings("BanJNDI") // the name is a constant, and the container's own
    private static Executor executor() {
        try {
            return (Executor) new InitialContext().lookup("java:comp/DefaultManagedExecutorService");
        } catch (NamingException absent) {
            return new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        }
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }
}
