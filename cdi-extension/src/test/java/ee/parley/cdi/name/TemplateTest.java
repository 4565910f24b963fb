// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TemplateTest {
    private static Map<String, String> values(String template, String name) {
        return Template.parse(template).match(name).orElseThrow();
    }

    private static boolean takes(String template, String name) {
        return Template.parse(template).match(name).isPresent();
    }

    @Test
    void aVariableTakesWhatStandsInItsPlace() {
        assertThat(values("/tenant-{id}", "/tenant-7")).isEqualTo(Map.of("id", "7"));
        assertThat(values("/{a}/rooms/{b}", "/x/rooms/y")).isEqualTo(Map.of("a", "x", "b", "y"));
        assertThat(values("/{file}.txt", "/read.me.txt")).isEqualTo(Map.of("file", "read.me"));
    }

    @Test
    void aVariableTakesOneCharacterOrMore() {
        assertThat(takes("/tenant-{id}", "/tenant-")).isFalse();
        assertThat(takes("/{a}-{b}", "/-x")).isFalse();
        assertThat(takes("/{a}-{b}", "/x-")).isFalse();
        assertThat(values("/{a}-{b}", "/---")).isEqualTo(Map.of("a", "-", "b", "-"));
    }

    @Test
    void aVariableTakesNoSlash() {
        assertThat(takes("/tenant-{id}", "/tenant-7/8")).isFalse();
        assertThat(takes("/{a}", "/")).isFalse();
        assertThat(takes("/{a}/b", "/b")).isFalse();
    }

    @Test
    void aVariableTakesAsLittleAsItCanUpToTheTextBehindIt() {
        assertThat(values("/{a}-{b}", "/x-y-z")).isEqualTo(Map.of("a", "x", "b", "y-z"));
        assertThat(values("/{a}-{b}!", "/x-y!z!")).isEqualTo(Map.of("a", "x", "b", "y!z"));
        assertThat(values("/v{a}.{b}.{c}", "/v1.2.3.4")).isEqualTo(Map.of("a", "1", "b", "2", "c", "3.4"));
    }

    @Test
    void theTextsMustAllBeThereWithoutOverlapping() {
        assertThat(takes("/ab{x}ba", "/aba")).isFalse();
        assertThat(takes("/ab{x}ba", "/abba")).isFalse();
        assertThat(takes("/ab{x}ba", "/ab1ba")).isTrue();
        assertThat(takes("/{a}-{b}-c", "/1-c")).isFalse();
        assertThat(takes("/tenant-{id}", "/Tenant-7")).isFalse();
    }

    @Test
    @Timeout(5)
    void manyVariablesTakeNoLongerOnHostileNames() {
        String template = "/{a}-{b}-{c}-{d}-{e}-{f}-{g}-{h}!";
        String name = "/" + "-".repeat(500);
        Template parsed = Template.parse(template);
        long begun = System.nanoTime();
        for (int i = 0; i < 1000; i++) {
            assertThat(parsed.match(name)).isEmpty();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void bracesMustEncloseVariables() {
        for (String malformed :
                new String[] {"/a{", "/a}", "/{a", "/a}b{", "/{}", "/{a-b}", "/{{a}}", "/{1a}", "/{a/b}"}) {
            assertThatIllegalArgumentException()
                    .as(malformed)
                    .isThrownBy(() -> Template.parse(malformed))
                    .withMessageContaining("has a brace that belongs to no variable");
        }
    }

    @Test
    void twoVariablesMustHaveATextBetweenThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Template.parse("/{a}{b}"))
                .withMessage("{a} and {b} stand side by side, so nothing tells where one ends");
    }

    @Test
    void theShapeIsWhatTheNamesOfVariablesDoNotChange() {
        assertThat(Template.parse("/t-{a}/{b}").shape())
                .isEqualTo(Template.parse("/t-{x}/{y}").shape())
                .isNotEqualTo(Template.parse("/t-{x}/{y}-").shape());
        assertThat(Template.parse("/t-{a}/{b}").literalLength()).isEqualTo(4);
    }
}
