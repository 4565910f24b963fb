// SPDX-License-Identifier: Apache-2.0
/**
 * What an application types: annotations, sockets, rooms and broadcasts.
 *
 * @since 0.1
 */
@org.jspecify.annotations.NullMarked
package ee.parley;
