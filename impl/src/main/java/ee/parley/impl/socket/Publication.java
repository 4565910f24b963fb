// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** An event that other nodes are to be told of. */
interface Publication {
    /**
     * Tells them.
     *
     * @return completes as {@link ee.parley.spi.ClusterChannel#publish} has it
     */
    CompletionStage<Optional<String>> begin();
}
