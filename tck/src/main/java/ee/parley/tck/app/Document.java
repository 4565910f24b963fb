// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import java.util.List;

/** An object with bytes in it. */
@SuppressWarnings("ArrayRecordComponent") // the array is what is examined
public record Document(byte[] content, String name, List<byte[]> parts) {}
