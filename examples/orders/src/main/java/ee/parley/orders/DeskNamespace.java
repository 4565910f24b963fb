// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

import ee.parley.OnConnect;
import ee.parley.OnEvent;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.util.List;
import java.util.stream.Stream;

/** Everything clients can ask of the desk. Who is not logged in is not let in. */
@SocketNamespace("/desk")
@RolesAllowed("clerk")
public class DeskNamespace {
    @Inject
    Orders orders;

    /** First into the rooms, then the state: what changes meanwhile comes after it. */
    @OnConnect
    void enter(Socket socket, Principal who) {
        List<String> roles =
                Stream.of("clerk", "manager").filter(socket::isUserInRole).toList();
        roles.forEach(role -> socket.join(Announcer.role(role)));
        socket.join(Announcer.person(who.getName()));
        socket.emit("desk", new Desk(who.getName(), roles, Order.LIMIT_CENTS, orders.products(), orders.latest()));
        if (roles.contains("manager")) {
            socket.emit("figures", orders.figures());
        }
    }

    @OnEvent("place")
    OrderView place(@NotNull @Valid NewOrder order, Principal who) {
        return orders.place(order, who.getName());
    }

    /** From now on the page hears what is written about the order. */
    @OnEvent("open")
    Sheet open(long number, Socket from) {
        from.join(Announcer.order(number));
        return orders.sheet(number);
    }

    @OnEvent("close")
    void close(long number, Socket from) {
        from.leave(Announcer.order(number));
    }

    @OnEvent("note")
    void note(
            long number,
            @NotBlank(message = "Write something first.") @Size(max = 200, message = "At most 200 characters.")
                    String words,
            Principal who) {
        orders.note(number, words.strip(), who.getName());
    }

    @OnEvent("ship")
    void ship(long number, Principal who) {
        orders.ship(number, who.getName());
    }

    @OnEvent("approve")
    @RolesAllowed("manager")
    void approve(long number, Principal who) {
        orders.approve(number, who.getName());
    }

    @OnEvent("reject")
    @RolesAllowed("manager")
    void reject(
            long number,
            @NotBlank(message = "Why is it rejected?") @Size(max = 180, message = "At most 180 characters.")
                    String reason,
            Principal who) {
        orders.reject(number, reason.strip(), who.getName());
    }

    @OnEvent("restock")
    @RolesAllowed("manager")
    void restock(
            @NotNull String sku,
            @Min(value = 1, message = "At least one.") @Max(value = 500, message = "At most 500 at once.")
                    int quantity) {
        orders.restock(sku, quantity);
    }
}
