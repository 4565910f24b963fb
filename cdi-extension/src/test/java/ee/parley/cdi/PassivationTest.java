// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.InNamespace;
import ee.parley.Namespace;
import ee.parley.ParentNamespace;
import ee.parley.SocketNamespace;
import ee.parley.SocketServer;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import org.junit.jupiter.api.Test;

class PassivationTest {
    @SocketNamespace("/a")
    static class Chat {}

    @Dependent
    static class Held implements Serializable {
        private static final long serialVersionUID = 1L;

        @Inject
        @InNamespace("/a")
        Namespace namespace;

        @Inject
        SocketServer server;
    }

    @SocketNamespace("/team-{id}")
    static class Teams {}

    @Dependent
    static class HeldParent implements Serializable {
        private static final long serialVersionUID = 1L;

        @Inject
        @InNamespace("/team-{id}")
        ParentNamespace teams;
    }

    private static <T> T passivated(T bean, Class<T> type) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(bean);
        return type.cast(new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject());
    }

    @Test
    void whatASessionIsInjectedSurvivesItsPassivation() throws IOException, ClassNotFoundException {
        try (Served served = new Served(Chat.class, Held.class)) {
            Served.Client client = served.joined();
            Held activated = passivated(served.bean(Held.class), Held.class);
            activated.namespace.emit("news");
            assertThat(client.received()).containsExactly("42/a,[\"news\"]");
            assertThat(activated.server.clientsCount()).isEqualTo(1);
        }
    }

    @Test
    void soDoesAParent() throws IOException, ClassNotFoundException {
        try (Served served = new Served(Teams.class, HeldParent.class)) {
            Served.Client client = served.client();
            client.sends("40/team-1,");
            client.received();
            HeldParent activated = passivated(served.bean(HeldParent.class), HeldParent.class);
            activated.teams.emit("news");
            assertThat(client.received()).containsExactly("42/team-1,[\"news\"]");
        }
    }
}
