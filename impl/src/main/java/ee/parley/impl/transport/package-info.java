// SPDX-License-Identifier: Apache-2.0
/**
 * What the bindings to HTTP have in common. Door: {@link ee.parley.impl.transport.Gzip}. Knows the JDK and nothing else.
 */
@org.jspecify.annotations.NullMarked
package ee.parley.impl.transport;
