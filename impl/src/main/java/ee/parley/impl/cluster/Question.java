// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.cluster;

import ee.parley.spi.ClusterMessage.Response;

/** A question that has been put to other nodes. Called on any thread: must not wait. */
interface Question {
    void answered(String node, Response response);

    /** A node will not answer any more. */
    void left(String node);
}
