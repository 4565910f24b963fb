// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryTest {
    @Test
    void parametersAreNamedValues() {
        assertThat(Query.parse("EIO=4&transport=polling")).isEqualTo(Map.of("EIO", "4", "transport", "polling"));
    }

    @Test
    void missingQueryHasNone() {
        assertThat(Query.parse(null)).isEmpty();
        assertThat(Query.parse("")).isEmpty();
    }

    @Test
    void lastOfEqualNamesCounts() {
        assertThat(Query.parse("a=1&a=2&%61=3")).isEqualTo(Map.of("a", "3"));
    }

    @Test
    void emptyPartsAreSkipped() {
        assertThat(Query.parse("&&a=1&&")).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void nameWithoutValueHasAnEmptyOne() {
        assertThat(Query.parse("a&b=&=c")).isEqualTo(Map.of("a", "", "b", "", "", "c"));
    }

    @Test
    void valueMayContainEqualsSigns() {
        assertThat(Query.parse("t=a=b==")).isEqualTo(Map.of("t", "a=b=="));
    }

    @Test
    void percentAndPlusAreDecodedAsUtf8() {
        assertThat(Query.parse("a+b=%E2%82%AC+1%2B1&c=%c3%a9")).isEqualTo(Map.of("a b", "€ 1+1", "c", "é"));
    }

    @Test
    void percentWithoutTwoDigitsStandsForItself() {
        assertThat(Query.parse("a=100%&b=%zz&c=%4&d=%e"))
                .isEqualTo(Map.of("a", "100%", "b", "%zz", "c", "%4", "d", "%e"));
    }

    @Test
    void octetsThatAreNotUtf8AreReplaced() {
        assertThat(Query.parse("a=x%FFy")).isEqualTo(Map.of("a", "x\ufffdy"));
    }

    @Test
    void namesOfObjectMembersAreNamesLikeOthers() {
        assertThat(Query.parse("__proto__=1&constructor=2")).isEqualTo(Map.of("__proto__", "1", "constructor", "2"));
    }
}
