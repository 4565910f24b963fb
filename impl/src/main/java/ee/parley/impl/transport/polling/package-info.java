// SPDX-License-Identifier: Apache-2.0
/**
 * Long-polling over asynchronous servlet requests: a waiting poll holds no thread, and neither a slow reader nor a slow
 * writer does.
 *
 * <p>Door: {@link ee.parley.impl.transport.polling.PollingTransport}.
 */
@org.jspecify.annotations.NullMarked
package ee.parley.impl.transport.polling;
