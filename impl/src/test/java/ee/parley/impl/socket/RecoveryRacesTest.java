// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.DisconnectReason;
import ee.parley.RecoveryOptions;
import ee.parley.ServerOptions;
import ee.parley.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RecoveryRacesTest {
    private static final int SENDERS = 3;
    private static final int EVENTS = 2_000;
    private static final Pattern REPLY = Pattern.compile("40/race,\\{\"sid\":\"(.{20})\",\"pid\":\"(.{20})\"}");
    private static final Pattern EVENT = Pattern.compile("42/race,\\[\"e\",(\\d+),(\\d+),\"([^\"]+)\"]");

    private final ExecutorService pool = Executors.newFixedThreadPool(8);
    private final Fixture fixture = new Fixture(
            ServerOptions.builder()
                    .maxBufferedBytes(100_000_000)
                    .connectionStateRecovery(new RecoveryOptions(Duration.ofMinutes(2), true, 10, 100_000, 100_000_000))
                    .build(),
            pool);
    private final LocalNamespace race = fixture.broker.register("/race", new NamespaceHandler() {
        @Override
        public CompletionStage<?> connect(Socket socket) {
            if (!socket.recovered()) {
                socket.join("room");
            }
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public boolean event(Socket socket, UnboundEvent event, boolean listened) {
            return true;
        }

        @Override
        public void disconnect(Socket socket, DisconnectReason reason) {}
    });

    private final Random random = new Random(7);
    private final List<List<Integer>> got = new ArrayList<>();
    private String offset = "";

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    /** Sends to everybody, to a room, and to the room by one that is not in it, in turn. */
    private void send(int sender) {
        for (int i = 0; i < EVENTS; i++) {
            switch (i % 3) {
                case 0 -> race.emit("e", sender, i);
                case 1 -> race.to("room").emit("e", sender, i);
                default -> race.except("elsewhere").emit("e", sender, i);
            }
        }
    }

    /** Waits for the CONNECT reply; what came before it is taken, too. */
    private String awaitReply(Fixture.Client client) {
        while (true) {
            String reply = take(client.receivedByNow());
            if (!reply.isEmpty()) {
                return reply;
            }
            Thread.onSpinWait();
        }
    }

    private String take(List<String> frames) {
        String reply = "";
        for (String frame : frames) {
            Matcher event = EVENT.matcher(frame);
            if (event.matches()) {
                got.get(Integer.parseInt(event.group(1))).add(Integer.parseInt(event.group(2)));
                offset = event.group(3);
            } else if (frame.startsWith("40")) {
                reply = frame;
            }
        }
        return reply;
    }

    @Test
    void nothingIsLostAndNothingComesTwiceWhileOthersSend() throws Exception {
        for (int i = 0; i < SENDERS; i++) {
            got.add(new ArrayList<>());
        }
        Fixture.Client client = fixture.client();
        client.sends("40/race,");
        String reply = awaitReplyAsIs(client);
        Matcher ids = REPLY.matcher(reply);
        assertThat(ids.matches()).isTrue();
        List<Future<?>> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            int sender = i;
            senders.add(pool.submit(() -> send(sender)));
        }
        int cuts = 0;
        while (!senders.stream().allMatch(Future::isDone) || cuts < 20) {
            List<String> frames = client.receivedByNow();
            // The last ones are on their way when the connection breaks.
            take(frames.subList(0, frames.isEmpty() ? 0 : random.nextInt(frames.size() + 1)));
            client.vanishes();
            client = fixture.client();
            client.sends("40/race,{\"pid\":\"" + ids.group(2) + "\""
                    + (offset.isEmpty() ? "" : ",\"offset\":\"" + offset + "\"") + "}");
            // The ids are hidden by the fixture.
            assertThat(awaitReply(client)).contains("\"pid\":\"" + ids.group(2) + "\"");
            cuts++;
        }
        take(client.receivedByNow());
        for (List<Integer> each : got) {
            assertThat(each).hasSize(EVENTS).isSorted().doesNotHaveDuplicates();
        }
    }

    private static String awaitReplyAsIs(Fixture.Client client) {
        while (true) {
            CompletableFuture<List<String>> frames = new CompletableFuture<>();
            client.session.lane().execute(() -> frames.complete(client.receivedAsIs()));
            if (!frames.join().isEmpty()) {
                return frames.join().get(0);
            }
            Thread.onSpinWait();
        }
    }

    @Test
    void ofManyWhoComeAtOnceOneGetsTheSocket() throws Exception {
        for (int round = 0; round < 100; round++) {
            Fixture.Client client = fixture.client();
            client.sends("40/race,");
            Matcher ids = REPLY.matcher(awaitReplyAsIs(client));
            assertThat(ids.matches()).isTrue();
            client.vanishes();
            // Only an authenticated caller takes over a live socket, and here the second could.
            CyclicBarrier start = new CyclicBarrier(4);
            List<Future<String>> replies = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Fixture.Client each = fixture.client();
                replies.add(pool.submit(() -> {
                    start.await();
                    each.sends("40/race,{\"pid\":\"" + ids.group(2) + "\"}");
                    return awaitReplyAsIs(each);
                }));
            }
            for (Future<String> reply : replies) {
                assertThat(reply.get()).matches(REPLY);
            }
            long live = race.sockets().stream()
                    .filter(socket -> socket.id().equals(ids.group(1)))
                    .count();
            assertThat(live).isLessThanOrEqualTo(1);
            race.disconnectSockets(true);
        }
    }
}
