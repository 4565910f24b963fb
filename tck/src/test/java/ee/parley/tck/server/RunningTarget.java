// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.server;

import java.net.URI;

/** A server that somebody else started; further variants are at {@code parley.tck.url.hasty} and so on. */
record RunningTarget(URI defaults) implements Target {
    @Override
    public URI uri(Variant variant) {
        if (variant == Variant.DEFAULTS) {
            return defaults;
        }
        String property = "parley.tck.url." + variant.key();
        String url = System.getProperty(property);
        if (url == null) {
            throw new IllegalStateException("system property " + property
                    + " is missing: where the application runs with " + variant.options());
        }
        return URI.create(url);
    }

    @Override
    public void stop() {
        // Whoever started it ends it.
    }

    @Override
    public String toString() {
        return defaults.toString();
    }
}
