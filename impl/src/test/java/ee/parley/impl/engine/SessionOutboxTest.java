// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.ServerOptions;
import ee.parley.impl.wire.engineio.Frame;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a session sends waits for its transport, and what it is sent for its listener. */
class SessionOutboxTest extends SessionFixture {
    // Outbox

    @Test
    void framesWaitForTheTransportAndGoOutInOrder() {
        LoopbackTransport transport = begin(ServerOptions.Transport.WEBSOCKET);
        transport.block();
        opened.send(List.of(Frame.message("1")));
        opened.send(List.of(Frame.message("2"), Frame.binary(ByteBuffer.wrap(new byte[] {9}))));
        opened.send(List.of(Frame.message("3")));
        assertThat(transport.takeSent()).containsExactly("41");
        transport.finishWrite();
        assertThat(transport.takeSent()).containsExactly("42", "bCQ==", "43");
    }

    /** An application may keep its socket, and a container's pool its connection, long after the end. */
    @Test
    void aSessionThatHasEndedHoldsNothingThatItHadToSend() {
        LoopbackTransport transport = begin(ServerOptions.Transport.WEBSOCKET);
        transport.block();
        opened.send(List.of(Frame.message("being written")));
        WeakReference<Frame> waiting = new WeakReference<>(sent("waiting"));
        assertThat(collected(waiting)).isFalse();

        opened.closed(transport, CloseReason.TRANSPORT_CLOSE, "gone");

        assertThat(collected(waiting)).isTrue();
    }

    private Frame sent(String text) {
        Frame frame = Frame.message(text);
        opened.send(List.of(frame));
        return frame;
    }

    private static boolean collected(WeakReference<?> reference) {
        for (int i = 0; i < 10 && reference.get() != null; i++) {
            System.gc();
        }
        return reference.get() == null;
    }

    @Test
    void aSessionThatHasEndedTakesNothingBackFromAVanishedPoll() {
        LoopbackTransport transport = begin(ServerOptions.Transport.POLLING);
        transport.block();
        WeakReference<Frame> lost = new WeakReference<>(sent("lost"));
        opened.closed(transport, CloseReason.PING_TIMEOUT, "no pong");

        transport.failWrite();

        assertThat(collected(lost)).isTrue();
    }

    @Test
    void whatDidNotReachAVanishedPollGoesFirstToTheNext() {
        LoopbackTransport transport = begin(ServerOptions.Transport.POLLING);
        transport.block();
        opened.send(List.of(Frame.message("1"), Frame.message("2")));
        opened.send(List.of(Frame.message("3")));
        transport.failWrite();
        assertThat(transport.takeSent()).isEmpty();
        transport.poll();
        assertThat(transport.takeSent()).containsExactly("41", "42", "43");
    }

    /** The bound is 1,000 bytes: a frame that stayed counted would end the session within the first rounds. */
    @Test
    void aWriteIsAccountedForBeforeWhatWasQueuedBeforeItsEndIsSent() {
        LoopbackTransport transport = begin(ServerOptions.Transport.WEBSOCKET);
        transport.block();
        for (int i = 0; i < 100; i++) {
            opened.send(List.of(Frame.message("being written")));
            opened.lane().execute(() -> {
                opened.send(List.of(Frame.message("queued")));
                transport.finishWrite();
            });
            transport.finishWrite();
        }

        assertThat(transport.takeSent()).hasSize(200);
        assertThat(listener.takeHeard()).isEmpty();
    }

    @Test
    void whatDidNotReachAVanishedPollGoesFirstWhateverWasQueuedBefore() {
        LoopbackTransport transport = begin(ServerOptions.Transport.POLLING);
        transport.block();
        opened.send(List.of(Frame.message("1")));
        opened.lane().execute(() -> {
            opened.send(List.of(Frame.message("2")));
            transport.failWrite();
            transport.poll();
        });

        assertThat(transport.takeSent()).containsExactly("41", "42");
    }

    @Test
    void volatileFramesAreDroppedWhileTheTransportIsBusy() {
        LoopbackTransport transport = begin(ServerOptions.Transport.WEBSOCKET);
        transport.block();
        opened.sendVolatile(List.of(Frame.message("taken")));
        opened.sendVolatile(List.of(Frame.message("dropped")));
        opened.send(List.of(Frame.message("kept")));
        transport.unblock();
        assertThat(transport.takeSent()).containsExactly("4taken", "4kept");
    }

    @Test
    void aPeerThatDoesNotReadIsClosedWhenItsOutboxIsFull() {
        LoopbackTransport transport = begin(ServerOptions.Transport.WEBSOCKET);
        transport.block();
        String tenth = "x".repeat(100 - Outbox.FRAME_OVERHEAD - 1);
        for (int i = 0; i < 10; i++) {
            opened.send(List.of(Frame.message(tenth)));
        }
        assertThat(listener.takeHeard()).isEmpty();
        opened.send(List.of(Frame.message("")));
        assertThat(listener.takeHeard()).containsExactly("closed transport error");
    }

    @Test
    void whatHasBeenWrittenNoLongerCounts() {
        LoopbackTransport transport = begin(ServerOptions.Transport.WEBSOCKET);
        for (int i = 0; i < 1_000; i++) {
            opened.send(List.of(Frame.message("x".repeat(500))));
        }
        assertThat(listener.takeHeard()).isEmpty();
        assertThat(transport.takeSent()).hasSize(1_000);
    }

    @Test
    void aLoneMessageMayBeLargerThanTheOutbox() {
        LoopbackTransport transport = begin(ServerOptions.Transport.WEBSOCKET);
        opened.send(List.of(Frame.message("x".repeat(5_000))));
        assertThat(transport.takeSent()).hasSize(1);
        assertThat(listener.takeHeard()).isEmpty();
    }

    // Back-pressure

    @Test
    void aHeldSessionIsNotReadableUntilItIsReleased() {
        begin(ServerOptions.Transport.POLLING);
        opened.hold();
        var readable = opened.readable().toCompletableFuture();
        assertThat(readable).isNotDone();
        opened.release();
        assertThat(readable).isCompleted();
        assertThat(opened.readable().toCompletableFuture()).isCompleted();
    }

    @Test
    void aSessionHeldForTenSecondsIsClosed() {
        begin(ServerOptions.Transport.POLLING);
        opened.hold();
        var readable = opened.readable().toCompletableFuture();
        timers.advance(Duration.ofSeconds(10));
        assertThat(listener.takeHeard()).containsExactly("closed transport error");
        assertThat(readable).isCompleted();
    }

    @Test
    void aReleasedSessionMayBeHeldAgainForAsLong() {
        begin(ServerOptions.Transport.POLLING);
        opened.hold();
        timers.advance(Duration.ofSeconds(9));
        opened.release();
        opened.hold();
        timers.advance(Duration.ofSeconds(9));
        assertThat(engine.session(sid())).contains(opened);
        assertThat(listener.takeHeard()).isEmpty();
    }
}
