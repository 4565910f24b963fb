// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.Socket;
import ee.parley.SocketScoped;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** What one socket has collected. */
@SocketScoped
public class Basket {
    @Inject
    Stage stage;

    @Inject
    Socket socket;

    private final List<String> items = new ArrayList<>();

    List<String> add(String item) {
        items.add(item);
        return List.copyOf(items);
    }

    @PreDestroy
    void empty() {
        stage.record(ContextsNamespace.marker(socket), "destroyed " + items);
        if (items.contains("to be logged")) {
            ContextsNamespace.LOG.log(System.Logger.Level.INFO, "destroyed " + ContextsNamespace.marker(socket));
        }
    }
}
