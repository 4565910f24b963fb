// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no table of cases thinks of. A failure names its seed. */
class FrameFuzzTest {
    private static final int LIMIT = 1_000;
    private static final List<String> PIECES = List.of("", "a", "Hello", "é", "€", "\ud83d\ude00", "x".repeat(130));

    private static List<String> inPieces(byte[] input, Random random) {
        ReadEvents heard = new ReadEvents();
        FrameReader reader = new FrameReader(LIMIT, heard);
        int at = 0;
        while (at < input.length) {
            int end = Math.min(input.length, at + 1 + random.nextInt(random.nextBoolean() ? 4 : 200));
            byte[] piece = Arrays.copyOfRange(input, at, end);
            assertThat(reader.read(piece, 0, piece.length)).isEqualTo(piece.length);
            at = end;
        }
        return heard.events;
    }

    /** Messages that a well-behaved client sends, now and then one mistake among them. */
    private static byte[] conversation(Random random) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = random.nextInt(12); i >= 0; i--) {
            int fragments = 1 + random.nextInt(3);
            int opcode = 1 + random.nextInt(2);
            for (int f = 0; f < fragments; f++) {
                if (random.nextInt(5) == 0) {
                    out.writeBytes(ReadEvents.text(0x89 + random.nextInt(2), "ping"));
                }
                int fin = f == fragments - 1 ? 0x80 : 0;
                byte[] payload = PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
                out.writeBytes(ReadEvents.frame(fin | (f == 0 ? opcode : 0), payload));
            }
        }
        byte[] bytes = out.toByteArray();
        for (int mistakes = random.nextInt(3); mistakes > 0; mistakes--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whereTheInputIsCutMakesNoDifference(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 400; i++) {
            byte[] input = conversation(random);
            List<String> whole = ReadEvents.of(input);
            assertThat(inPieces(input, random)).as("conversation %d", i).isEqualTo(whole);
        }
    }

    @Test
    void everySingleCutMakesNoDifference() {
        byte[] input = conversation(new Random(99));
        List<String> whole = ReadEvents.of(input);
        for (int cut = 0; cut <= input.length; cut++) {
            ReadEvents heard = new ReadEvents();
            FrameReader reader = new FrameReader(LIMIT, heard);
            byte[] first = Arrays.copyOf(input, cut);
            byte[] second = Arrays.copyOfRange(input, cut, input.length);
            reader.read(first, 0, first.length);
            reader.read(second, 0, second.length);
            assertThat(heard.events).as("cut at %d", cut).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void garbageEndsWithACloseOfTheRightFamilyAndNothingElse(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            byte[] input = new byte[random.nextInt(300)];
            random.nextBytes(input);
            List<String> events = ReadEvents.of(input);
            assertThat(inPieces(input, random)).isEqualTo(events);
            for (String event : new ArrayList<>(events).subList(0, Math.max(0, events.size() - 1))) {
                assertThat(event).matches("(?s)(text|binary|ping) .*");
            }
            if (!events.isEmpty()) {
                assertThat(events.get(events.size() - 1))
                        .matches("(?s)(text|binary|ping|close|1002|1007|1008|1009) .*");
            }
        }
    }
}
