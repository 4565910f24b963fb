// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.runner.Container;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of an order, on the page that places it and on the others. */
@ParameterizedClass
@EnumSource(
        value = Container.class,
        names = {"PAYARA_MICRO", "WILDFLY"})
@ExtendWith(DeskStage.Shared.class)
class PlaceIT {
    private final Container container;
    private final DeskStage stage;
    private DeskWindow clara;
    private DeskWindow maria;

    PlaceIT(Container container, DeskStage stage) {
        this.container = container;
        this.stage = stage;
    }

    @BeforeEach
    void enter() {
        maria = stage.window(container, "?transports=polling").enter("maria");
        clara = stage.enter(container, "clara");
    }

    @Test
    void anOrderIsOnAllPagesAtOnceAndItsGoodsAreGone() {
        String customer = stage.customer("Studio");
        int left = maria.left("HUIL");

        long number = clara.placed(customer, "HUIL", 3);

        maria.eventually(() -> assertThat(maria.customers()).contains(customer));
        maria.eventually(() -> assertThat(maria.left("HUIL")).isEqualTo(left - 3));
        assertThat(maria.statusInList(number)).isEqualTo("Approved");
        assertThat(clara.textOf("#placed")).isEqualTo("Order " + number + " is placed: approved.");
        assertThat(clara.element("#customer").getDomProperty("value")).isEmpty();
    }

    @Test
    void anOrderThatIsRolledBackIsNeverAnnounced() {
        String never = stage.customer("Never");
        String later = stage.customer("Later");
        String sold = maria.textOf("#sold");
        int filters = clara.left("FILT");
        int decaf = clara.left("SIDA");

        // The order and the filters have been announced when the second line turns out to be too much.
        clara.customer(never).line(0, "FILT", 2).line(1, "SIDA", 300).place();
        clara.eventually(() -> assertThat(clara.lineError(1)).isEqualTo("Only " + decaf + " left."));
        assertThat(clara.lineError(0)).isEmpty();
        clara.customer(later).line(1, "SIDA", 1).place();

        for (DeskWindow window : List.of(clara, maria)) {
            window.eventually(() -> assertThat(window.customers()).contains(later));
            window.eventually(() -> assertThat(window.left("SIDA")).isEqualTo(decaf - 1));
            assertThat(window.arrived("order", "customer")).containsExactly(later);
            assertThat(window.arrived("product", "sku")).containsExactly("FILT", "SIDA");
            assertThat(window.arrived("product", "stock"))
                    .containsExactly(Integer.toString(filters - 2), Integer.toString(decaf - 1));
            assertThat(window.customers()).doesNotContain(never);
        }
        maria.eventually(
                () -> assertThat(maria.textOf("#sold")).isEqualTo(Integer.toString(Integer.parseInt(sold) + 1)));
    }

    @Test
    void anInvalidOrderShowsEachViolationAtItsField() {
        clara.customer(" ")
                .line(0, "", 0)
                .line(1, "FILT", 501)
                .line(2, "FILT", 1)
                .place();

        clara.eventually(() -> assertThat(clara.textOf("#customer-error")).isEqualTo("Who is the customer?"));
        assertThat(clara.lineError(0)).contains("Choose a product.", "At least one.");
        assertThat(clara.lineError(1)).isEqualTo("At most 500 in one line.");
        assertThat(clara.lineError(2)).isEmpty();
        assertThat(clara.texts("#items-error, #new-error")).containsOnly("");
        assertThat(clara.strings(
                        "return [...document.querySelectorAll('[aria-invalid]')].map((e) => e.id || e.className)"))
                .containsExactly("customer", "sku", "quantity", "quantity");
        assertThat(clara.focused()).isEqualTo("customer");
        assertThat(clara.arrived("order", "customer")).isEmpty();

        for (int line = 0; line < 3; line++) {
            clara.click("#lines .remove");
        }
        clara.customer("Somebody").place();
        clara.eventually(() -> assertThat(clara.textOf("#items-error")).isEqualTo("An order needs at least one line."));
        assertThat(clara.textOf("#customer-error")).isEmpty();
    }

    @Test
    void theChartMovesInTheOtherWindow() {
        long before = maria.turnover();
        List<String> bars = bars();

        clara.placed(stage.customer("Chart"), "YIRG", 4);

        maria.eventually(() -> assertThat(maria.turnover()).isEqualTo(before + 4 * 28_50));
        assertThat(sumOfTheBars()).isEqualTo(before + 4 * 28_50);
        maria.eventually(() -> assertThat(bars()).isNotEqualTo(bars));
        assertThat(maria.textOf("#chart-text")).contains(maria.textOf("#turnover"));
        assertThat(maria.texts("#chart-table tr")).hasSize(Figures.BARS);
        assertThat(maria.hasConnected(1)).isTrue();
        assertThat(clara.shows("#dashboard")).isFalse();
        assertThat(clara.arrived("figures", "cents")).isEmpty();
    }

    private List<String> bars() {
        return maria.strings(
                "return [...document.querySelectorAll('#chart .bar')].map((bar) => bar.getAttribute('height'))");
    }

    private long sumOfTheBars() {
        return Long.parseLong(maria.text("return String([...document.querySelectorAll('#chart .bar')]"
                + ".reduce((sum, bar) => sum + Number(bar.dataset.cents), 0))"));
    }
}
