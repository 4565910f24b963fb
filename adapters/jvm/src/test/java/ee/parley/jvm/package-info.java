// SPDX-License-Identifier: Apache-2.0
@NullMarked
package ee.parley.jvm;

import org.jspecify.annotations.NullMarked;
