// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.websocket;

import ee.parley.ServerOptions;
import ee.parley.impl.engine.CloseReason;
import ee.parley.impl.engine.Session;
import ee.parley.impl.engine.Transport;
import ee.parley.impl.transport.HandOver;
import ee.parley.impl.wire.engineio.Frame;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * One WebSocket connection.
 *
 * <p>One send of the container's is under way at a time, ever: some containers refuse a second one, some interleave them.
 * The container tells of its end from any thread, or before the send has returned; the lane makes the next one a task of
 * its own, so that a long queue does not become a deep stack.
 */
final class WebSocketTransport implements Transport {
    /** How long a container may wait for the peer to say anything after a close before it drops the connection. */
    private static final long CLOSE_MILLIS = 5_000;

    private static final AtomicIntegerFieldUpdater<WebSocketTransport> CLOSED =
            AtomicIntegerFieldUpdater.newUpdater(WebSocketTransport.class, "closed");

    private final Session session;
    private final jakarta.websocket.Session socket;
    private final RemoteEndpoint.Async remote;
    private final WebSocketConnector connector;
    private final Optional<Runnable> drop;
    private final boolean tyrus;
    private final boolean undertow;
    /** Whether the client asked for its bytes as text. */
    private final boolean base64;

    private final SendHandler sendEnded = this::sendEnded;
    private final Runnable sendNext = this::sendNext;

    /** 1 when the connection has been closed, by either side. Any thread. */
    @SuppressWarnings("UnusedVariable") // read by CLOSED
    private volatile int closed;

    /** Whether the container has been told not to read. Written by its thread before, by the lane after. */
    private volatile boolean suspended;

    /** What the peer will be told. Any thread. */
    private volatile CloseCodes closeCode = CloseCodes.NORMAL_CLOSURE;

    // Confined to the session's lane.
    private Iterator<Frame> sending = Collections.emptyIterator();
    private boolean writable = true;
    private boolean over;

    /**
     * A transport of a connection that has been opened.
     *
     * @param drop what drops it with all that has not been written, where the container would hold that
     */
    WebSocketTransport(
            WebSocketConnector connector, Session session, jakarta.websocket.Session socket, Optional<Runnable> drop) {
        this.connector = connector;
        this.session = session;
        this.socket = socket;
        this.remote = socket.getAsyncRemote();
        this.drop = drop;
        this.tyrus = Tyrus.made(socket);
        this.undertow = UndertowSessions.made(socket);
        this.base64 = !session.request().query().getOrDefault("b64", "").isEmpty();
        // A container's own idle limit knows nothing of the heartbeat; zero would still cost one of them a task per
        // message.
        socket.setMaxIdleTimeout(-1);
        // Only a second line of defence, some containers' first being too narrow: Inbound counts, and says what is
        // wrong.
        int containersLimit = (int) Math.min(2L * connector.maxMessage(), Integer.MAX_VALUE);
        socket.setMaxTextMessageBufferSize(containersLimit);
        socket.setMaxBinaryMessageBufferSize(containersLimit);
    }

    /** Begins to listen to the peer. Called while the container opens the connection. */
    void receive() {
        Inbound inbound = new Inbound(this, connector.maxMessage());
        socket.addMessageHandler(String.class, (MessageHandler.Partial<String>) inbound::text);
        socket.addMessageHandler(ByteBuffer.class, (MessageHandler.Partial<ByteBuffer>) inbound::binary);
    }

    // From the container's threads

    void text(String frame) {
        session.text(this, frame);
        readOnWhenAllowed();
    }

    void binary(ByteBuffer data) {
        session.binary(this, data);
        readOnWhenAllowed();
    }

    private void readOnWhenAllowed() {
        CompletableFuture<Void> readable = session.readable().toCompletableFuture();
        if (readable.isDone() || (undertow && suspendUntil(readable))) {
            return;
        }
        if (!connector.heldReaders().await(readable)) {
            session.closed(this, CloseReason.TRANSPORT_ERROR, "too many clients send faster than they are handled");
        }
    }

    /** Where reading can be stopped, no thread waits. What has been read by then comes all the same. */
    private boolean suspendUntil(CompletableFuture<Void> readable) {
        if (!suspended) {
            if (!UndertowSessions.suspendReceives(socket)) {
                return false;
            }
            suspended = true;
            var unused = readable.thenRun(() -> {
                suspended = false;
                UndertowSessions.resumeReceives(socket);
            });
        }
        return true;
    }

    /** The peer has broken a limit of ours. */
    void refuse(CloseCodes code, String description) {
        closeCode = code;
        session.closed(this, CloseReason.TRANSPORT_ERROR, description);
    }

    /** The connection has ended, whoever began: the peer, this transport, or the container by a limit of its own. */
    void peerClosed(jakarta.websocket.CloseReason reason) {
        closed = 1;
        session.closed(
                this,
                CloseReason.TRANSPORT_CLOSE,
                "closed with " + reason.getCloseCode().getCode());
        connector.ended(socket, drop);
    }

    void failed(Throwable failure) {
        WebSocketLog.broken(session.id(), failure);
        // One container tells of a breach of the protocol by a send that fails, and may say why after we have closed.
        if (closeCode == CloseCodes.NORMAL_CLOSURE) {
            closeCode = CloseCodes.PROTOCOL_ERROR;
        }
        // So some containers say that the peer has gone without a close frame, before they say that it is closed.
        if (failure instanceof EOFException || failure instanceof ClosedChannelException) {
            session.closed(this, CloseReason.TRANSPORT_CLOSE, "the connection has ended");
        } else {
            session.closed(this, CloseReason.TRANSPORT_ERROR, "the connection is broken");
        }
    }

    private void sendEnded(SendResult result) {
        if (result.isOK()) {
            session.lane().execute(sendNext);
        } else {
            failed(result.getException());
        }
    }

    // The lane

    @Override
    public ServerOptions.Transport kind() {
        return ServerOptions.Transport.WEBSOCKET;
    }

    @Override
    public boolean writable() {
        return writable && !over;
    }

    @Override
    public void send(List<Frame> frames) {
        session.lane().assertHeld();
        writable = false;
        sending = frames.iterator();
        sendNext();
    }

    private void sendNext() {
        if (over) {
            return;
        }
        if (!sending.hasNext()) {
            // Else the last ones would live for as long as the client is silent.
            sending = Collections.emptyIterator();
            writable = true;
            session.writable(this);
            return;
        }
        Frame frame = sending.next();
        try {
            if (tyrus) {
                ClassLoader context = Tyrus.leaveClassPath();
                try {
                    send(frame);
                } finally {
                    Tyrus.restore(context);
                }
            } else {
                send(frame);
            }
        } catch (RuntimeException e) {
            // So some containers say that the connection is gone.
            failed(e);
        }
    }

    private void send(Frame frame) {
        if (!frame.isBinary()) {
            remote.sendText(frame.text(), sendEnded);
        } else if (base64) {
            remote.sendText(frame.payloadForm(), sendEnded);
        } else {
            remote.sendBinary(frame.data(), sendEnded);
        }
    }

    @Override
    public void close() {
        // Before the socket is closed, on another thread: the container's report of it must not come first.
        session.closed(this, CloseReason.FORCED_CLOSE, "closed by the server");
        discard();
    }

    @Override
    public void discard() {
        session.lane().assertHeld();
        over = true;
        sending = Collections.emptyIterator();
        closeSocket();
    }

    /** On another thread than the lane's: some containers write what they still hold, and wait for a peer that does not read. */
    private void closeSocket() {
        if (CLOSED.getAndSet(this, 1) == 1) {
            return;
        }
        HandOver.run(connector.closer(), this::closeNow);
    }

    private void closeNow() {
        try {
            // Else a peer that never answers the close keeps the connection, on one container for good.
            socket.setMaxIdleTimeout(CLOSE_MILLIS);
            socket.close(new jakarta.websocket.CloseReason(closeCode, ""));
        } catch (IOException | RuntimeException e) {
            WebSocketLog.notClosed(session.id(), e);
        }
    }
}
