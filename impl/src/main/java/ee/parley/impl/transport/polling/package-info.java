// SPDX-License-Identifier: Apache-2.0
/**
 * Long-polling over asynchronous servlet requests: a waiting poll holds no thread, and neither a slow reader nor a slow
 * writer does.
 *
 * <p>Doors: {@link ee.parley.impl.transport.polling.PollingTransport}, one per session, and
 * {@link ee.parley.impl.transport.polling.Parking}, one per servlet.
 */
@org.jspecify.annotations.NullMarked
package ee.parley.impl.transport.polling;
