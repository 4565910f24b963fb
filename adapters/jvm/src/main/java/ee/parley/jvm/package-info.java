// SPDX-License-Identifier: Apache-2.0
/**
 * Nodes of one JVM as one cluster: {@code parley.cluster=jvm:shop}. They may be applications of one container, whose class
 * loaders know nothing of each other's classes; so what passes between them has only types of the JDK.
 *
 * <p>The only door is {@link ee.parley.jvm.JvmAdapterFactory}, for {@link java.util.ServiceLoader}.
 */
@NullMarked
package ee.parley.jvm;

import org.jspecify.annotations.NullMarked;
