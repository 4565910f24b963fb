// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.OnEvent;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import jakarta.annotation.security.RolesAllowed;
import java.security.Principal;
import java.util.List;
import java.util.Optional;

/** Everybody may come, not everybody may do everything. */
@SocketNamespace("/desk")
public class DeskNamespace {
    @OnEvent("who")
    List<Object> who(Socket socket, Optional<Principal> caller) {
        return List.of(
                caller.map(Principal::getName).orElse("nobody"),
                socket.isUserInRole("clerk"),
                socket.isUserInRole("manager"));
    }

    @OnEvent("approve")
    @RolesAllowed("manager")
    int approve(int order) {
        return order;
    }
}
