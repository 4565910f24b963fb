// SPDX-License-Identifier: Apache-2.0
package ee.parley.runner;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * Runs an example until it is interrupted, and prints one line, when it is ready. The arguments: the container, what the
 * example is called, its WAR, the port.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        Container container = Container.valueOf(arguments[0]);
        String name = arguments[1];
        Path war = Path.of(arguments[2]);
        int port = Integer.parseInt(arguments[3]);
        try (RunningServer server = Launch.of(container, war).onPort(port).start()) {
            System.out.println(name + " is running on http://localhost:"
                    + server.uri().getPort() + "/ (" + container.title() + "). Press Ctrl-C to stop.");
            int exitCode = server.awaitEnd();
            if (server.closing()) {
                // Our own end is under way in another thread; whoever runs us must not report it as a failure.
                new CountDownLatch(1).await();
            }
            System.err.println(
                    container.title() + " ended with exit code " + exitCode + ". Its log is " + server.log());
        } catch (ServerFailedException e) {
            System.err.println(e.getMessage());
        }
        System.exit(1);
    }
}
