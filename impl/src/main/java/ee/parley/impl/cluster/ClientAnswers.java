// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.cluster;

import ee.parley.spi.PacketData;

/** Who waits for the answers of clients of other nodes. Called on any thread: must not wait. */
public interface ClientAnswers {
    /**
     * So many more answers are waited for, or so many fewer. It begins with one for all nodes, which is taken back when each has
     * told how many clients it asks.
     */
    void expect(int more);

    /** A client has answered: one fewer is waited for. */
    void answer(PacketData answer);
}
