// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.List;

/**
 * An order and how far it has come:
 * <pre>
 *   placed --(up to the limit)--> APPROVED --ship--> SHIPPED
 *      \--> WAITING --approve-------^
 *               \-----reject--> REJECTED
 * </pre>
 */
@Entity
@Table(name = "orders")
@NamedQuery(name = Order.LATEST, query = "select o from Order o order by o.number desc")
@NamedQuery(
        name = Order.SOLD_SINCE,
        query = "select o from Order o where o.placedAt >= :since and o.status <> ee.parley.orders.Status.REJECTED")
@NamedQuery(
        name = Order.WAITING,
        query = "select count(o) from Order o where o.status = ee.parley.orders.Status.WAITING")
public class Order {
    static final String LATEST = "Order.latest";
    static final String SOLD_SINCE = "Order.soldSince";
    static final String WAITING = "Order.waiting";

    /** What a clerk may sell without asking. */
    static final long LIMIT_CENTS = 500_00;

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "order_number")
    @SequenceGenerator(name = "order_number", sequenceName = "order_number", allocationSize = 1)
    private Long number;

    private String customer;
    private long cents;
    private String clerk;
    private long placedAt;

    @Enumerated(EnumType.STRING)
    private Status status;

    @ElementCollection
    @CollectionTable(name = "order_line", joinColumns = @JoinColumn(name = "order_number"))
    @OrderColumn(name = "position")
    private List<Line> lines = new ArrayList<>();

    @Version
    private int version;

    protected Order() {}

    Order(String customer, List<Line> lines, String clerk, long placedAt) {
        this.customer = customer;
        this.lines = new ArrayList<>(lines);
        this.cents = lines.stream().mapToLong(Line::cents).sum();
        this.clerk = clerk;
        this.placedAt = placedAt;
        this.status = cents > LIMIT_CENTS ? Status.WAITING : Status.APPROVED;
    }

    long number() {
        return number;
    }

    String customer() {
        return customer;
    }

    long cents() {
        return cents;
    }

    String clerk() {
        return clerk;
    }

    long placedAt() {
        return placedAt;
    }

    Status status() {
        return status;
    }

    List<Line> lines() {
        return lines;
    }

    int version() {
        return version;
    }

    /** Goes on to {@code next}; returns whether there is such a way from here. */
    boolean advance(Status next) {
        boolean possible = switch (next) {
            case WAITING -> false;
            case APPROVED, REJECTED -> status == Status.WAITING;
            case SHIPPED -> status == Status.APPROVED;
        };
        if (possible) {
            status = next;
        }
        return possible;
    }
}
