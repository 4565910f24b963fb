// SPDX-License-Identifier: Apache-2.0
package ee.parley.runner;

/** A server did not start, did not deploy, or ended by itself; the message ends with the last lines of its log. */
public final class ServerFailedException extends RuntimeException {
    ServerFailedException(String message) {
        super(message);
    }
}
