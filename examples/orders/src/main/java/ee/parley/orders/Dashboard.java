// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

import ee.parley.InNamespace;
import ee.parley.Namespace;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Sends the managers the figures: soon after a sale, and each minute, because an hour goes by without sales, too. */
@ApplicationScoped
public class Dashboard {
    /** However many sales there are, each page draws five times a second at most. */
    private static final long SOON_MILLIS = 200;

    @Inject
    @InNamespace("/desk")
    Namespace desk;

    @Inject
    Orders orders;

    @Resource
    ManagedScheduledExecutorService executor;

    private final AtomicBoolean due = new AtomicBoolean();
    private Future<?> minutes;

    void open() {
        minutes = executor.scheduleAtFixedRate(this::publish, 1, 1, TimeUnit.MINUTES);
    }

    @PreDestroy
    void close() {
        if (minutes != null) {
            minutes.cancel(false);
        }
    }

    void sold(@Observes(during = TransactionPhase.AFTER_SUCCESS) SalesChanged change) {
        if (due.compareAndSet(false, true)) {
            var unused = executor.schedule(this::publish, SOON_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void publish() {
        due.set(false);
        desk.to(Announcer.role("manager")).emit("figures", orders.figures());
    }
}
