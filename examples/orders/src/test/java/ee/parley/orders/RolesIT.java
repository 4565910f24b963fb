// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.runner.Container;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a clerk may do, what a manager may, and who hears of it. */
@ParameterizedClass
@EnumSource(
        value = Container.class,
        names = {"PAYARA_MICRO", "WILDFLY"})
@ExtendWith(DeskStage.Shared.class)
class RolesIT {
    private final Container container;
    private final DeskStage stage;
    private DeskWindow carlos;
    private DeskWindow maria;
    private long large;

    RolesIT(Container container, DeskStage stage) {
        this.container = container;
        this.stage = stage;
    }

    @BeforeEach
    void placeALargeOrder() {
        maria = stage.enter(container, "maria");
        carlos = stage.enter(container, "carlos");
        large = carlos.placed(stage.customer("Large"), "HUIL", 21);
    }

    @Test
    void aClerkCannotDoWhatAManagerMay() {
        carlos.openSheet(large);
        assertThat(carlos.textOf("#sheet-status")).isEqualTo("Waiting");
        assertThat(carlos.shows("#approve") || carlos.shows("#reject") || carlos.shows(".restock"))
                .isFalse();

        assertForbidden(carlos.emit("approve", large));
        assertForbidden(carlos.emit("reject", large, "because"));
        assertForbidden(carlos.emit("restock", "FILT", 10));

        maria.openSheet(large);
        assertThat(maria.textOf("#sheet-status")).isEqualTo("Waiting");
        assertThat(maria.history()).hasSize(1);
        assertThat(maria.arrived("product", "sku")).containsExactly("HUIL"); // taken by the order
        assertThat(maria.shows("#dashboard")).isTrue();
    }

    private static void assertForbidden(Map<String, Object> answer) {
        assertThat(answer).isEqualTo(Map.of("error", Map.of("code", "FORBIDDEN", "message", "Forbidden")));
    }

    @Test
    void whatAManagerApprovesAClerkShips() {
        carlos.openSheet(large);
        maria.openSheet(large);

        maria.click("#approve");
        carlos.eventually(() -> assertThat(carlos.textOf("#sheet-status")).isEqualTo("Approved"));
        carlos.click("#ship");

        maria.eventually(() -> assertThat(maria.textOf("#sheet-status")).isEqualTo("Shipped"));
        for (DeskWindow window : List.of(carlos, maria)) {
            window.eventually(() -> assertThat(window.history()).hasSize(3));
            assertThat(window.history().get(0)).startsWith("carlos placed it");
            assertThat(window.history().get(1)).startsWith("maria approved it");
            assertThat(window.history().get(2)).startsWith("carlos shipped it");
            assertThat(window.statusInList(large)).isEqualTo("Shipped");
        }

        assertThat(maria.emit("approve", large))
                .isEqualTo(Map.of("error", Map.of("code", "CONFLICT", "message", "Order " + large + " is shipped.")));
    }

    @Test
    void aRejectionNeedsAReasonAndBringsTheGoodsBack() {
        int left = maria.left("HUIL");
        maria.openSheet(large);

        maria.click("#reject");
        maria.eventually(() -> assertThat(maria.textOf("#words-error")).isEqualTo("Why is it rejected?"));
        assertThat(maria.focused()).isEqualTo("words");
        maria.write("no such customer");
        maria.click("#reject");

        carlos.eventually(() -> assertThat(carlos.statusInList(large)).isEqualTo("Rejected"));
        carlos.eventually(() -> assertThat(carlos.left("HUIL")).isEqualTo(left + 21));
        maria.eventually(() -> assertThat(maria.history()).hasSize(2));
        assertThat(maria.history().get(1)).startsWith("maria rejected it: no such customer");
    }

    @Test
    void onlyPagesThatHaveTheOrderOpenHearOfItsHistory() {
        DeskWindow clara = stage.enter(container, "clara");
        carlos.openSheet(large);
        maria.openSheet(large);
        maria.closeSheet();
        maria.openSheet(Long.parseLong(maria.texts("#orders .number").get(1)));

        carlos.write("call before delivery");
        carlos.click("#add-note");
        carlos.eventually(() -> assertThat(carlos.history()).hasSize(2));
        assertThat(carlos.history().get(1)).startsWith("carlos call before delivery");
        Map<String, Object> next = carlos.emit(
                "place",
                Map.of("customer", stage.customer("Next"), "items", List.of(Map.of("sku", "FILT", "quantity", 1))));

        // Both hear of the next order, which comes after the note.
        for (DeskWindow window : List.of(clara, maria)) {
            window.eventually(() -> assertThat(window.arrived("order", "number"))
                    .contains(next.get("number").toString()));
            assertThat(window.arrived("entry", "number")).isEmpty();
        }
    }

    @Test
    void onlyAManagerOrdersMoreGoods() {
        int left = carlos.left("MALA");

        maria.click("#stock [data-key=MALA] .restock");

        carlos.eventually(() -> assertThat(carlos.left("MALA")).isEqualTo(left + 50));
    }
}
