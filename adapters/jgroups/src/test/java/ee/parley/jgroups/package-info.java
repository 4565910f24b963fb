// SPDX-License-Identifier: Apache-2.0
@NullMarked
package ee.parley.jgroups;

import org.jspecify.annotations.NullMarked;
