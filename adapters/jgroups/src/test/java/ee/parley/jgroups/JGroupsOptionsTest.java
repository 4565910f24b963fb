// SPDX-License-Identifier: Apache-2.0
package ee.parley.jgroups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JGroupsOptionsTest {
    private static JGroupsOptions options(String address, Map<String, String> settings) {
        return JGroupsOptions.of(URI.create(address), name -> Optional.ofNullable(settings.get(name)));
    }

    @Test
    void anAddressHasHostsAndAName() {
        JGroupsOptions options = options("jgroups://10.0.0.1:7801,node-2/shop", Map.of());

        assertThat(options.cluster()).isEqualTo("shop");
        assertThat(options.hosts())
                .containsExactly(
                        InetSocketAddress.createUnresolved("10.0.0.1", 7801),
                        InetSocketAddress.createUnresolved("node-2", 7800));
        assertThat(options("jgroups://[::1]:9/shop", Map.of()).hosts())
                .containsExactly(InetSocketAddress.createUnresolved("::1", 9));
    }

    @Test
    void anAddressMayBeANameOnly() {
        assertThat(options("jgroups:shop", Map.of())).satisfies(options -> {
            assertThat(options.cluster()).isEqualTo("shop");
            assertThat(options.hosts()).isEmpty();
        });
    }

    @Test
    void anAddressWithoutANameIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options("jgroups://10.0.0.1", Map.of()))
                .withMessage("parley.cluster is jgroups://10.0.0.1, without a name: give it as"
                        + " jgroups://host:port,host:port/name, or as jgroups:name for multicast");
    }

    @Test
    void whatIsNoHostIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options("jgroups://10.0.0.1,,b/shop", Map.of()))
                .withMessage("parley.cluster is jgroups://10.0.0.1,,b/shop, and \"\" is no host: give it as"
                        + " jgroups://host:port,host:port/name, or as jgroups:name for multicast");
    }

    @Test
    void aNumberOutOfItsBoundsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options("jgroups:shop", Map.of("parley.jgroups.bind-port", "70000")))
                .withMessage("parley.jgroups.bind-port is 70000: give it a number from 1 to 65535");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options("jgroups:shop", Map.of("parley.jgroups.join-timeout", "soon")))
                .withMessage("parley.jgroups.join-timeout is soon: give it a number from 1 to 600000");
    }
}
