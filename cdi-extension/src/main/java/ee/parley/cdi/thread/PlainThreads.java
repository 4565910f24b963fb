// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.thread;

import java.util.concurrent.ThreadFactory;

/** Threads for containers that have none to give, such as plain servlet containers. */
final class PlainThreads implements ThreadFactory {
    @Override
    public Thread newThread(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }
}
