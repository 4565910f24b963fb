// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.upgrade;

import ee.parley.impl.transport.ContainersRequest;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.Executor;

/**
 * Where a connection is read on that the container's thread has left.
 *
 * <p>Undertow's stream belongs to one thread, whatever the servlet API says: as soon as a read has found nothing more, that
 * thread may fill the stream's buffer, while who read asks whether there is more. So it is read on there; the thread is found
 * by reflection, since nothing of Undertow is on a class path of ours. Elsewhere any thread will do.
 */
final class ReadingThread {
    private ReadingThread() {}

    static Executor of(HttpServletRequest request) {
        ServletRequest container = ContainersRequest.of(request);
        try {
            Object exchange = container.getClass().getMethod("getExchange").invoke(container);
            Object thread = exchange.getClass().getMethod("getIoThread").invoke(exchange);
            if (thread instanceof Executor undertow) {
                return undertow;
            }
        } catch (ReflectiveOperationException | RuntimeException elsewhere) {
            // Not Undertow.
        }
        return Runnable::run;
    }
}
