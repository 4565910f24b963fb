// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.ConnectionRefusedException;
import ee.parley.Namespace;
import ee.parley.NamespaceParam;
import ee.parley.OnConnect;
import ee.parley.OnDisconnect;
import ee.parley.OnEvent;
import ee.parley.ParentNamespace;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** A namespace for each id, which is a marker at the same time. */
@SocketNamespace("/tenant-{kind}-{id}")
public class TenantNamespace {
    /** What the gate does. */
    public enum Kind {
        OPEN,
        SHUT
    }

    @Inject
    Namespace tenant;

    @Inject
    ParentNamespace tenants;

    @Inject
    Stage stage;

    @OnConnect
    void enter(@NamespaceParam("kind") Kind kind, @NamespaceParam("id") UUID id) {
        stage.record(id.toString(), "enter " + tenant.name().equals("/tenant-" + kind + "-" + id));
        if (kind == Kind.SHUT) {
            throw new ConnectionRefusedException("shut");
        }
    }

    @OnEvent("who")
    List<String> who(@NamespaceParam("id") String id, @NamespaceParam("kind") Kind kind) {
        return List.of(id, kind.name(), tenant.name());
    }

    @OnEvent("count")
    int count() {
        return tenant.sockets().size();
    }

    @OnEvent("announce")
    void announce(String room, String news) {
        tenants.to(room).emit("news", news);
    }

    @OnEvent("join")
    void join(String room, Socket socket) {
        socket.join(room);
    }

    @OnDisconnect
    void leave(@NamespaceParam("id") UUID id) {
        stage.record(id.toString(), "leave " + tenant.name().endsWith(id.toString()));
    }
}
