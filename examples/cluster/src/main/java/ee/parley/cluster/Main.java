// SPDX-License-Identifier: Apache-2.0
package ee.parley.cluster;

import ee.parley.runner.ServerFailedException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Runs the chat on two servers until it is interrupted. The arguments: the WAR, the port. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (!Nginx.isInstalled()) {
            System.err.println("The cluster needs nginx, and nginx is not installed: apt install nginx");
            System.exit(1);
        }
        try (ChatCluster cluster = ChatCluster.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]))) {
            String uri = cluster.uri().toString();
            System.out.println(
                    "The chat is running on " + uri + ": on Payara Micro (" + uri + "?node=a) and on WildFly ("
                            + uri + "?node=b). Two browsers, or a private window, may be on different nodes."
                            + " Press Ctrl-C to stop.");
            new CountDownLatch(1).await();
        } catch (ServerFailedException | IllegalStateException e) {
            System.err.println(e.getMessage());
        }
        System.exit(1);
    }
}
