// SPDX-License-Identifier: Apache-2.0
/**
 * What the tests of the examples' pages share: a {@link ee.parley.browser.Browser}, a {@link ee.parley.browser.Window} in it,
 * and the {@link ee.parley.browser.Stage} that has the servers.
 */
@NullMarked
package ee.parley.browser;

import org.jspecify.annotations.NullMarked;
