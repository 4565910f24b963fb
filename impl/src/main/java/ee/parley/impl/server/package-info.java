// SPDX-License-Identifier: Apache-2.0
/** Assembles one broker; wiring only. Door: {@link ee.parley.impl.server.ParleyServer}. */
@org.jspecify.annotations.NullMarked
package ee.parley.impl.server;
