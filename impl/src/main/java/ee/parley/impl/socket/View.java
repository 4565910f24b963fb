// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.BroadcastOperator;
import ee.parley.Socket;

/** A socket, seen with certain flags: views of one socket are equal. */
interface View extends Socket {
    LocalSocket socket();

    @Override
    default BroadcastOperator to(String... rooms) {
        return broadcast().to(rooms);
    }

    @Override
    default BroadcastOperator except(String... rooms) {
        return broadcast().except(rooms);
    }
}
