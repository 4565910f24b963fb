// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

import ee.parley.BroadcastOperator;
import ee.parley.InNamespace;
import ee.parley.Namespace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Tells the pages what changes, while it changes: all of it waits for the commit of the caller's transaction, and of one that
 * is rolled back nobody ever hears.
 */
@ApplicationScoped
public class Announcer {
    @Inject
    @InNamespace("/desk")
    Namespace desk;

    /** The room of everybody with that role. */
    static String role(String role) {
        return "role:" + role;
    }

    /** The room of all pages of one person. */
    static String person(String name) {
        return "person:" + name;
    }

    /** The room of the pages on which that order is open. */
    static String order(long number) {
        return "order:" + number;
    }

    void changed(Order order) {
        to(role("clerk")).emit("order", OrderView.of(order));
    }

    void changed(Product product) {
        to(role("clerk")).emit("product", ProductView.of(product));
    }

    void written(Entry entry) {
        to(order(entry.about().number())).emit("entry", EntryView.of(entry));
    }

    private BroadcastOperator to(String room) {
        return desk.to(room).afterCommit();
    }
}
