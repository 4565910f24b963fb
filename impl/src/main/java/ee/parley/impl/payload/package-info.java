// SPDX-License-Identifier: Apache-2.0
/**
 * Java values from and to the arguments of events, by JSON-B; bytes among them travel as attachments.
 *
 * <p>Doors: {@link ee.parley.impl.payload.Payloads}, {@link ee.parley.impl.payload.Arguments} and
 * {@link ee.parley.impl.payload.PayloadException}. Knows JSON-B, JSON-P and the wire's placeholders.
 */
@org.jspecify.annotations.NullMarked
package ee.parley.impl.payload;
