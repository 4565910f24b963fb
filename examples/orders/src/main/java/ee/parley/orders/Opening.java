// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;

/** Opens the desk: fills the empty database with goods, people, and what was sold in the last hour. */
@ApplicationScoped
public class Opening {
    private static final List<String> CUSTOMERS = List.of(
            "Café Central", "Blue Door Bakery", "Hotel Miramar", "Nordlicht Bar", "The Reading Room", "Studio Kestrel");

    @PersistenceContext
    EntityManager database;

    @Inject
    People people;

    @Inject
    Dashboard dashboard;

    @Transactional
    void open(@Observes @Initialized(ApplicationScoped.class) Object application) {
        people.add("clara", "clerk", "clerk");
        people.add("carlos", "clerk", "clerk");
        people.add("maria", "manager", "clerk", "manager");

        List<Product> products = List.of(
                new Product("YIRG", "Yirgacheffe, 1 kg", 28_50, 140),
                new Product("HUIL", "Huila, 1 kg", 24_00, 210),
                new Product("ANTI", "Antigua, 1 kg", 26_80, 95),
                new Product("MALA", "Malabar, 1 kg", 22_40, 60),
                new Product("SIDA", "Sidamo decaf, 1 kg", 31_20, 24),
                new Product("FILT", "Paper filters, 100", 6_90, 400));
        products.forEach(database::persist);
        database.flush();
        sell(products);
        dashboard.open();
    }

    /**
     * Always the same, and no goods are taken for it: only so that there is something to see. For ten minutes nothing of it
     * becomes older than the dashboard looks back.
     */
    private void sell(List<Product> products) {
        long now = System.currentTimeMillis();
        for (int i = 0; i < 17; i++) {
            Product product = products.get(i * 7 % products.size());
            Product other = products.get(i * 5 % products.size());
            List<Line> lines =
                    List.of(new Line(product, i == 14 ? 25 : 2 + i * 11 % 9), new Line(other, 1 + i * 3 % 5));
            String clerk = i % 3 == 0 ? "carlos" : "clara";
            Order order =
                    new Order(CUSTOMERS.get(i * 5 % CUSTOMERS.size()), lines, clerk, now - 44 * 60_000L + i * 150_000L);
            if (i < 12) {
                order.advance(Status.SHIPPED);
            }
            database.persist(order);
            database.persist(new Entry(order, clerk, "placed it", order.placedAt()));
        }
    }
}
