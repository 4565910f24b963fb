// SPDX-License-Identifier: Apache-2.0
package ee.parley.spi;

/**
 * What came from the cluster is no message, or one of a version that this node does not know; it is to be counted in
 * {@link ee.parley.ClusterHealth#malformed()} and dropped.
 *
 * <p>Carries no stack trace: whoever reaches the cluster can provoke one per message, and the message says all there is to
 * know.
 *
 * @since 0.1
 */
public final class MalformedMessageException extends RuntimeException {
    /**
     * Says what is wrong.
     *
     * @param flaw what is wrong, and where; without anything of the payload
     */
    public MalformedMessageException(String flaw) {
        super(flaw, null, false, false);
    }
}
