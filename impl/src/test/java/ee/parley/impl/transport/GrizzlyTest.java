// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is asked of Payara's HTTP server, played by the names of its members. */
class GrizzlyTest {
    private final List<String> heard = new ArrayList<>();

    private GrizzlyRequest request() {
        return Fake.of(GrizzlyRequest.class, (proxy, method, arguments) -> {
            assertThat(method.getName()).isEqualTo("getUnwrappedCoyoteRequest");
            return new GrizzlyRequest.Parts(heard);
        });
    }

    @Test
    void connectionIsFoundAlsoBehindFilters() {
        HttpServletRequest wrapped = new HttpServletRequestWrapper(new HttpServletRequestWrapper(request()));

        Grizzly.whatDrops(wrapped).orElseThrow().run();

        assertThat(heard).containsExactly("dropped");
    }

    @Test
    void anotherServersConnectionIsNotDropped() {
        assertThat(Grizzly.whatDrops(Fake.unused(HttpServletRequest.class))).isEmpty();
    }
}
