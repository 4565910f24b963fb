// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.impl.lane.Timers;
import ee.parley.impl.recovery.Comeback;
import ee.parley.impl.recovery.MissedEvent;
import ee.parley.impl.recovery.NodeMemory;
import ee.parley.impl.wire.engineio.Frame;
import ee.parley.spi.Selection;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a client says to have been, while it is looked for; and the events that are sent in the meantime, some of which will
 * have been for it. Confined to the lane of its namespace's {@link Sequence}.
 */
final class Claim {
    private static final int LONGEST = 128;

    /** What is sent while we look. */
    private record Passing(Numbered event, Selection to) {}

    final LocalSocket socket;
    final String privateId;
    final Optional<String> received;
    private final CompletableFuture<Void> decided;
    private final int maxBytes;
    private final List<Passing> passing = new ArrayList<>(0);
    private long bytes;
    private Timers.Timeout patience = () -> {};

    private Claim(
            LocalSocket socket, String privateId, Optional<String> received, CompletableFuture<Void> decided, int max) {
        this.socket = socket;
        this.privateId = privateId;
        this.received = received;
        this.decided = decided;
        this.maxBytes = max;
    }

    /** Reads it from what the client has sent; empty when that is none. Called on the application's threads. */
    static Optional<Claim> of(LocalSocket socket, CompletableFuture<Void> decided, int maxBytes) {
        if (socket.handshake() instanceof ClientHandshake told && !told.mayTell("pid")) {
            return Optional.empty();
        }
        JsonObject auth = socket.handshake().auth();
        Optional<String> received = text(auth.get("offset"));
        if (received.isEmpty() && auth.containsKey("offset")) {
            return Optional.empty();
        }
        return text(auth.get("pid")).map(privateId -> new Claim(socket, privateId, received, decided, maxBytes));
    }

    private static Optional<String> text(@Nullable JsonValue value) {
        return value instanceof JsonString text && text.getString().length() <= LONGEST
                ? Optional.of(text.getString())
                : Optional.empty();
    }

    void limit(Timers.Timeout timeout) {
        patience = timeout;
    }

    /** Something is sent, to whomever. */
    void passes(Numbered event, Selection to) {
        if (bytes <= maxBytes) {
            passing.add(new Passing(event, to));
            bytes += size(event.plain());
        }
    }

    /** What the socket has missed, until now; empty when that is more than can be sent at once. */
    Optional<List<MissedEvent>> missed(Comeback comeback) {
        List<MissedEvent> missed = new ArrayList<>(comeback.missed());
        Set<String> known = new HashSet<>();
        long size = bytes;
        for (MissedEvent event : comeback.missed()) {
            known.add(event.offset());
            size += size(event.frames());
        }
        Set<String> rooms = comeback.socket().session().rooms();
        for (Passing each : passing) {
            if (NodeMemory.isFor(each.to, rooms) && !known.contains(each.event.offset())) {
                missed.add(new MissedEvent(each.event.offset(), each.event.plain()));
            }
        }
        return size <= maxBytes ? Optional.of(missed) : Optional.empty();
    }

    /** The offsets of what has passed by, so will not come again. */
    Set<String> passed() {
        Set<String> offsets = new HashSet<>();
        passing.forEach(each -> offsets.add(each.event.offset()));
        return offsets;
    }

    /** It is known who the socket is. */
    void decide() {
        patience.cancel();
        decided.complete(null);
    }

    private static long size(List<Frame> frames) {
        long size = 0;
        for (Frame frame : frames) {
            size += frame.size();
        }
        return size;
    }
}
