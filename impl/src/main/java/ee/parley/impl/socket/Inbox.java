// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.impl.lane.Mailbox;
import ee.parley.impl.wire.socketio.Packet;
import java.util.concurrent.RejectedExecutionException;

/** What the client of one socket sends: each event waits for its turn, and is handled then. Thread-safe. */
final class Inbox implements Mailbox.Listener {
    private final LocalSocket socket;
    private final Connection connection;
    private final NamespaceHandler handler;
    private final Mailbox mailbox;

    Inbox(LocalSocket socket, Connection connection) {
        this.socket = socket;
        this.connection = connection;
        LocalNamespace namespace = socket.namespace();
        this.handler = namespace.handler();
        this.mailbox = new Mailbox(
                namespace.handlers(),
                namespace.options().maxPendingEvents(),
                4L * namespace.options().maxHttpBufferSize(),
                this);
    }

    /** From here on events are handled. */
    void open() {
        mailbox.open();
    }

    /** The same, after something else. */
    void open(Runnable first) {
        mailbox.open(first);
    }

    /** Handles what has come, unless the client has been sent away, then runs the last task. */
    void finish(Runnable last) {
        mailbox.finish(last);
    }

    /** Drops what has come. */
    void discard() {
        mailbox.discard();
    }

    /** An event has come. Called on the connection's lane. */
    void received(Packet.Event event) {
        switch (handler.dispatch(event.name())) {
            case SERIAL -> mailbox.offer(() -> handle(event, false), event.size());
            case NON_BLOCKING -> handleHere(event);
            case CONCURRENT -> mailbox.offerAside(() -> handle(event, true), event.size());
        }
    }

    /** The handler does not block; but somebody before it may, and the thread may be about something else. */
    private void handleHere(Packet.Event event) {
        SocketListeners own = socket.anyListeners();
        if (connection.lane().isDirect()
                && handler.eventMiddleware().isEmpty()
                && (own == null || !own.concern(event.name()))) {
            mailbox.runOrOffer(() -> handle(event, false), event.size());
        } else {
            mailbox.offer(() -> handle(event, false), event.size());
        }
    }

    private void handle(Packet.Event packet, boolean aside) {
        ReceivedEvent event = new ReceivedEvent(socket, packet);
        if (event.decided()) {
            return;
        }
        SocketListeners own = socket.anyListeners();
        if (own != null || !handler.eventMiddleware().isEmpty()) {
            new EventPassage(socket, event, socket.listeners(), aside ? mailbox::pauseAside : mailbox::pause).proceed();
            return;
        }
        try {
            if (!handler.event(socket, event, false)) {
                throw EventPassage.nobodyHandles(event);
            }
        } catch (Throwable failure) {
            event.fail(failure);
        }
    }

    @Override
    public void full() {
        connection.mailboxFull();
    }

    @Override
    public void drained() {
        connection.lane().execute(connection::mailboxDrained);
    }

    @Override
    public void failed(Throwable failure) {
        SocketLog.defect(socket, failure);
    }

    @Override
    public void rejected(RejectedExecutionException rejection) {
        SocketLog.rejected(socket, rejection);
        connection.session().close();
    }
}
