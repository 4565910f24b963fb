// SPDX-License-Identifier: Apache-2.0
/** The client suite: the official clients, in JavaScript and in Java, drive the TCK application. */
@NullMarked
package ee.parley.tck.client;

import org.jspecify.annotations.NullMarked;
