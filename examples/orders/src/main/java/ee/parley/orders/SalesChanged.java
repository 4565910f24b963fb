// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

/** Something has happened that the figures depend on. */
record SalesChanged() {}
