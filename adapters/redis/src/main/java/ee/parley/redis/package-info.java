// SPDX-License-Identifier: Apache-2.0
/** Many servers as one through Redis. Node.js servers with the reference's adapters join the same cluster. */
@org.jspecify.annotations.NullMarked
package ee.parley.redis;
