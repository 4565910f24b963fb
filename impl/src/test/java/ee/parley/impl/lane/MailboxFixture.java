// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.lane;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;

/** A mailbox on an executor that is turned by hand. */
class MailboxFixture {
    final Queue<Runnable> hops = new ArrayDeque<>();
    final List<String> ran = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    boolean stopped;

    final Mailbox.Listener listener = new Mailbox.Listener() {
        @Override
        public void full() {
            told.add("full");
        }

        @Override
        public void drained() {
            told.add("drained");
        }

        @Override
        public void failed(Throwable failure) {
            told.add("failed " + failure.getMessage());
        }

        @Override
        public void rejected(RejectedExecutionException rejection) {
            told.add("rejected");
        }
    };

    final Mailbox mailbox = new Mailbox(this::execute, 4, 100, listener);

    private void execute(Runnable hop) {
        if (stopped) {
            throw new RejectedExecutionException();
        }
        hops.add(hop);
    }

    void turn() {
        for (Runnable hop = hops.poll(); hop != null; hop = hops.poll()) {
            hop.run();
        }
    }

    boolean offer(String name) {
        return mailbox.offer(() -> ran.add(name), 1);
    }
}
