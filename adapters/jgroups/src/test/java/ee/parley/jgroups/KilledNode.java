// SPDX-License-Identifier: Apache-2.0
package ee.parley.jgroups;

import ee.parley.spi.ClusterMessage.ServerSideEmit;
import ee.parley.spi.PacketData;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A process of its own, which says hello as soon as it sees two others, and then waits for its end. */
final class KilledNode {
    private KilledNode() {}

    public static void main(String[] arguments) throws InterruptedException {
        TestNode node = new TestNode(Integer.parseInt(arguments[0]));
        TestNode.await(() -> node.others() == 2);
        node.channel
                .publish(new ServerSideEmit(Optional.empty(), new PacketData("[\"hello\"]")))
                .toCompletableFuture()
                .join();
        new CountDownLatch(1).await();
    }
}
