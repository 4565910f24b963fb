// SPDX-License-Identifier: Apache-2.0
/**
 * The TCK on a container that an Arquillian adapter manages: {@link ee.parley.tck.arquillian.ArquillianTarget} is a service that the suites
 * find, and the adapter is whichever the class path has.
 */
@NullMarked
package ee.parley.tck.arquillian;

import org.jspecify.annotations.NullMarked;
