// SPDX-License-Identifier: Apache-2.0
/**
 * Measures servers with {@code sioload}, as docs/performance.md tells.
 * <p>{@link ee.parley.benchmarks.load.Turn} puts one server under load, {@link ee.parley.benchmarks.load.Report} tabulates the
 * results of many turns, {@link ee.parley.benchmarks.load.Profile} tells where a recorded server spent its time, and
 * {@link ee.parley.benchmarks.load.NettySocketIo} is one of the servers.
 */
@NullMarked
package ee.parley.benchmarks.load;

import org.jspecify.annotations.NullMarked;
