// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.server;

import java.net.URI;

/**
 * A server that runs the TCK application, in each of its variants. Its {@code toString} is the name people know it by. One that
 * is a service of the class path ({@link java.util.ServiceLoader}) is what all suites run against.
 */
public interface Target {
    /** Returns where the application answers, ending with a slash; starts the server if it must. */
    URI uri(Variant variant);

    /** Ends what {@link #uri} started. */
    void stop();
}
