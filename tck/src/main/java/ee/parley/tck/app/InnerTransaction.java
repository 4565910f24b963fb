// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.Ack;
import ee.parley.EventException;
import ee.parley.Socket;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** What is called in a transaction of its own. */
@ApplicationScoped
public class InnerTransaction {
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void emit(Socket socket) {
        socket.afterCommit().emit("inner");
    }

    @Transactional
    void askAndFail(Socket socket, Ack<String> ack) {
        socket.afterCommit()
                .emitWithAck(String.class, "question")
                .whenComplete((answer, failure) -> ack.send(String.valueOf(failure.getMessage())));
        throw new EventException("CONFLICT", "no");
    }
}
