// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.runner.Container;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Takes the pictures of the README: {@code target/pictures/orders.png} and {@code orders-phone.png}. */
@ExtendWith(DeskStage.Shared.class)
class PicturesIT {
    @Test
    void theDeskFitsADesktopAndAPhone(DeskStage stage) throws Exception {
        DeskWindow maria = stage.enter(Container.WILDFLY, "maria");
        DeskWindow clara = stage.window(Container.WILDFLY, "").asPhone().enter("clara");
        clara.placed("Café Solstice", "YIRG", 6);
        clara.customer("Night Owl Kiosk").line(0, "SIDA", 400).place();
        clara.eventually(() -> assertThat(clara.lineError(0)).endsWith(" left."));
        maria.eventually(() -> assertThat(maria.customers()).contains("Café Solstice"));
        maria.customer("Nordlicht Bar").line(0, "HUIL", 12).line(1, "ANTI", 10);
        maria.eventually(() -> assertThat(maria.textOf("#transport")).isEqualTo("WebSocket"));
        maria.run("document.activeElement.blur()");

        assertThat(Files.size(maria.photograph("orders"))).isLessThan(200_000);
        assertThat(Files.size(clara.photograph("orders-phone"))).isLessThan(200_000);
        for (DeskWindow window : List.of(maria, clara)) {
            assertThat(window.widthBeyondTheScreen()).isZero();
            assertThat(window.violations()).isEmpty();
        }
    }
}
