// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.server;

import java.util.Locale;
import java.util.Map;

/** The options that the TCK application runs with. The reference server has them from {@code reference/variants.mjs}. */
public enum Variant {
    /** Every option at its default. */
    DEFAULTS(Map.of()),
    /** Short times, any origin, a cookie, connection state recovery. A client must pong, or it is gone before long. */
    HASTY(Map.of(
            "parley.ping-interval", "300",
            "parley.ping-timeout", "500",
            "parley.upgrade-timeout", "300",
            "parley.connect-timeout", "1000",
            "parley.cors.origins", "*",
            "parley.cookie", "io",
            "parley.connection-state-recovery.max-disconnection-duration", "60000")),
    /** Small limits, no upgrades, no compression, two origins with credentials; what is emitted waits for the commit. */
    GUARDED(Map.ofEntries(
            Map.entry("parley.max-http-buffer-size", "10000"),
            Map.entry("parley.max-namespaces", "3"),
            Map.entry("parley.max-child-namespaces", "2"),
            Map.entry("parley.allow-upgrades", "false"),
            Map.entry("parley.http-compression", "false"),
            Map.entry("parley.cors.origins", "https://a.example,https://b.example"),
            Map.entry("parley.cors.credentials", "true"),
            Map.entry("parley.cors.methods", "GET,POST"),
            Map.entry("parley.cors.allowed-headers", "x-tck"),
            Map.entry("parley.cors.exposed-headers", "x-seen"),
            Map.entry("parley.cors.max-age", "600"),
            Map.entry("parley.emit-after-commit", "true")));

    @SuppressWarnings("ImmutableEnumChecker") // made by Map.of
    private final Map<String, String> options;

    Variant(Map<String, String> options) {
        this.options = options;
    }

    /** The options, as MicroProfile Config names them. */
    public Map<String, String> options() {
        return options;
    }

    /** The name in the reference's list, in system properties, and of deployments. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
