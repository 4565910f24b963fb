// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

import ee.parley.EventException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What can be done with orders and goods. Each method is one transaction, which an exception rolls back. */
@ApplicationScoped
@Transactional
public class Orders {
    private static final int MOST_IN_LIST = 50;

    @PersistenceContext
    EntityManager database;

    @Inject
    Announcer announcer;

    @Inject
    Event<SalesChanged> sales;

    /** Takes the order first and the goods after that. When some of them are gone, nothing has happened, and nobody was told. */
    OrderView place(NewOrder wanted, String clerk) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < wanted.items().size(); i++) {
            Item item = wanted.items().get(i);
            Product product = database.find(Product.class, item.sku());
            if (product == null) {
                throw refused("items[" + i + "].sku", "We do not have this.");
            }
            lines.add(new Line(product, item.quantity()));
        }
        Order order = new Order(wanted.customer().strip(), lines, clerk, System.currentTimeMillis());
        database.persist(order);
        changed(order, clerk, "placed it");
        inLockingOrder(lines).forEach(i -> take(lines.get(i), i));
        return OrderView.of(order);
    }

    private void take(Line line, int index) {
        Product product = locked(line.sku());
        if (!product.take(line.quantity())) {
            String left = product.stock() == 0 ? "None is left." : "Only " + product.stock() + " left.";
            throw refused("items[" + index + "].quantity", left);
        }
        changed(product);
    }

    /** What cannot be had is told where it was asked for, just as what is not valid. */
    private static EventException refused(String path, String message) {
        return new EventException(
                "REFUSED", message, Map.of("violations", List.of(Map.of("path", path, "message", message))));
    }

    void approve(long number, String manager) {
        advance(number, Status.APPROVED, manager, "approved it");
    }

    void reject(long number, String reason, String manager) {
        Order order = advance(number, Status.REJECTED, manager, "rejected it: " + reason);
        inLockingOrder(order.lines())
                .forEach(i ->
                        restock(order.lines().get(i).sku(), order.lines().get(i).quantity()));
    }

    /** Returns the positions by product, so that no two transactions wait for each other. */
    private static Stream<Integer> inLockingOrder(List<Line> lines) {
        return IntStream.range(0, lines.size())
                .boxed()
                .sorted(Comparator.comparing(i -> lines.get(i).sku()));
    }

    void ship(long number, String clerk) {
        advance(number, Status.SHIPPED, clerk, "shipped it");
    }

    private Order advance(long number, Status next, String by, String words) {
        Order order = order(number);
        database.refresh(order, LockModeType.PESSIMISTIC_WRITE);
        if (!order.advance(next)) {
            throw new EventException(
                    "CONFLICT", "Order " + number + " is " + order.status().words() + ".");
        }
        changed(order, by, words);
        return order;
    }

    void note(long number, String words, String by) {
        write(order(number), by, words);
    }

    void restock(String sku, int quantity) {
        Product product = locked(sku);
        product.put(quantity);
        changed(product);
    }

    List<ProductView> products() {
        return database.createNamedQuery(Product.ALL, Product.class)
                .getResultStream()
                .map(ProductView::of)
                .toList();
    }

    List<OrderView> latest() {
        return database.createNamedQuery(Order.LATEST, Order.class)
                .setMaxResults(MOST_IN_LIST)
                .getResultStream()
                .map(OrderView::of)
                .toList();
    }

    Sheet sheet(long number) {
        Order order = order(number);
        List<EntryView> history = database.createNamedQuery(Entry.OF_ORDER, Entry.class)
                .setParameter("number", number)
                .getResultStream()
                .map(EntryView::of)
                .toList();
        return new Sheet(
                OrderView.of(order),
                order.lines().stream().map(Sheet.Position::of).toList(),
                history);
    }

    Figures figures() {
        long now = System.currentTimeMillis();
        List<Order> sold = database.createNamedQuery(Order.SOLD_SINCE, Order.class)
                .setParameter("since", Figures.begin(now))
                .getResultList();
        long waiting = database.createNamedQuery(Order.WAITING, Long.class).getSingleResult();
        return Figures.of(sold, waiting, now);
    }

    private Order order(long number) {
        Order order = database.find(Order.class, number);
        if (order == null) {
            throw new EventException(EventException.NOT_FOUND, "There is no order " + number + ".");
        }
        return order;
    }

    private Product locked(String sku) {
        Product product = database.find(Product.class, sku);
        if (product == null) {
            throw new EventException(EventException.NOT_FOUND, "We do not have this.");
        }
        database.refresh(product, LockModeType.PESSIMISTIC_WRITE);
        return product;
    }

    private void changed(Product product) {
        database.flush(); // gives it its next version
        announcer.changed(product);
    }

    private void changed(Order order, String by, String words) {
        database.flush();
        announcer.changed(order);
        write(order, by, words);
        sales.fire(new SalesChanged());
    }

    private void write(Order order, String by, String words) {
        Entry entry = new Entry(order, by, words, System.currentTimeMillis());
        database.persist(entry);
        announcer.written(entry);
    }
}
