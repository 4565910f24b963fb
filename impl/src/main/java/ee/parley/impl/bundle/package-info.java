// SPDX-License-Identifier: Apache-2.0
/**
 * The official browser bundle, served from the class path. Door: {@link ee.parley.impl.bundle.ClientBundle}.
 */
@org.jspecify.annotations.NullMarked
package ee.parley.impl.bundle;
