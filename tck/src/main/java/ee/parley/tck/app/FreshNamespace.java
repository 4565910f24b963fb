// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.OnEvent;
import ee.parley.SocketNamespace;
import jakarta.enterprise.context.RequestScoped;
import java.util.UUID;

/** Made anew for each callback. */
@SocketNamespace("/fresh")
@RequestScoped
public class FreshNamespace {
    private final String instance = UUID.randomUUID().toString();

    @OnEvent("instance")
    String instance() {
        return instance;
    }
}
