// SPDX-License-Identifier: Apache-2.0
/** Holds the guide to what the code says. */
@org.jspecify.annotations.NullMarked
package ee.parley.docs;
