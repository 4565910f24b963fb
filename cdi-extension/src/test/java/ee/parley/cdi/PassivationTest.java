// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.InNamespace;
import ee.parley.Namespace;
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

    @Test
    void whatASessionIsInjectedSurvivesItsPassivation() throws IOException, ClassNotFoundException {
        try (Served served = new Served(Chat.class, Held.class)) {
            Served.Client client = served.joined();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            new ObjectOutputStream(bytes).writeObject(served.bean(Held.class));
            Held activated = (Held) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
            activated.namespace.emit("news");
            assertThat(client.received()).containsExactly("42/a,[\"news\"]");
            assertThat(activated.server.clientsCount()).isEqualTo(1);
        }
    }
}
