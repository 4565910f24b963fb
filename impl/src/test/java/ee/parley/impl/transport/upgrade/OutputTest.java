// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written at one go, against a stream that takes no more than it is told to. */
class OutputTest {
    private final Stream stream = new Stream();
    private final Output output = new Output(stream);

    /** A container's stream in non-blocking mode; like one of them it writes nothing of an array but all. */
    private static final class Stream extends ServletOutputStream {
        final List<byte[]> writes = new ArrayList<>();
        int takes = Integer.MAX_VALUE;
        int flushes;

        @Override
        public boolean isReady() {
            return takes > 0;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new AssertionError("not the output's business");
        }

        @Override
        public void write(int b) {
            throw new AssertionError("byte by byte");
        }

        @Override
        public void write(byte[] bytes) {
            assertThat(isReady()).isTrue();
            takes--;
            writes.add(bytes);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            throw new AssertionError("a part of an array");
        }

        @Override
        public void flush() {
            assertThat(isReady()).isTrue();
            flushes++;
        }
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] large(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        return bytes;
    }

    private byte[] written() {
        return ReadEvents.joined(stream.writes.toArray(byte[][]::new));
    }

    @Test
    void nothingIsWrittenBeforeTheContainerHasAskedForIt() throws IOException {
        output.add(bytes(1));

        assertThat(output.write()).isFalse();
        assertThat(stream.writes).isEmpty();

        output.possible();
        assertThat(output.write()).isTrue();
        assertThat(written()).containsExactly(1);
    }

    @Test
    void frameOnItsOwnIsWrittenFromTheArrayThatAllShare() throws IOException {
        byte[] shared = bytes(1, 2, 3);
        output.possible();
        output.add(shared);

        output.write();

        assertThat(stream.writes).singleElement().isSameAs(shared);
        assertThat(stream.flushes).isEqualTo(1);
    }

    @Test
    void framesThatWaitTogetherLeaveInOneWrite() throws IOException {
        output.possible();
        output.add(bytes(1, 2));
        output.add(bytes(3));
        output.add(bytes(4, 5));

        assertThat(output.write()).isTrue();

        assertThat(stream.writes).hasSize(1);
        assertThat(written()).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void largeFramesAreWrittenInPartsAndInOrder() throws IOException {
        byte[] large = large(200_000);
        output.possible();
        output.add(bytes(1, 2));
        output.add(large);
        output.add(bytes(3));
        output.add(large);

        assertThat(output.write()).isTrue();

        assertThat(written()).isEqualTo(ReadEvents.joined(bytes(1, 2), large, bytes(3), large));
        assertThat(stream.writes).allSatisfy(part -> assertThat(part.length).isLessThanOrEqualTo(65_536));
    }

    @Test
    void whatTheContainerDoesNotTakeWaitsForItsNextWord() throws IOException {
        byte[] large = large(150_000);
        stream.takes = 1;
        output.possible();
        output.add(large);
        output.add(bytes(9));

        assertThat(output.write()).isFalse();
        assertThat(written()).isEqualTo(Arrays.copyOf(large, 65_536));
        assertThat(output.isEmpty()).isFalse();
        assertThat(output.write()).isFalse();

        stream.takes = 10;
        output.possible();
        assertThat(output.write()).isTrue();
        assertThat(written()).isEqualTo(ReadEvents.joined(large, bytes(9)));
        assertThat(output.isEmpty()).isTrue();
    }

    @Test
    void lastBytesAreFlushedWhenTheContainerTakesMore() throws IOException {
        stream.takes = 1;
        output.possible();
        output.add(bytes(1));

        assertThat(output.write()).isFalse();
        assertThat(stream.flushes).isZero();

        stream.takes = 1;
        output.possible();
        assertThat(output.write()).isTrue();
        assertThat(stream.flushes).isEqualTo(1);
    }

    @Test
    void onlyTheLastPingIsAnsweredAndBeforeWhatWaits() throws IOException {
        output.add(bytes(7));
        output.pong(bytes('a'));
        output.pong(bytes('b'));
        output.possible();

        output.write();

        assertThat(written()).containsExactly(0x8a, 1, 'b', 7);
    }

    @Test
    void pongDoesNotBreakALargeFrame() throws IOException {
        byte[] large = large(100_000);
        stream.takes = 1;
        output.possible();
        output.add(large);
        output.add(bytes(7));
        output.write();
        output.pong(bytes('a'));

        stream.takes = 10;
        output.possible();
        assertThat(output.write()).isTrue();

        assertThat(written()).isEqualTo(ReadEvents.joined(large, bytes(0x8a, 1, 'a'), bytes(7)));
    }

    @Test
    void whatIsDiscardedIsNotWritten() throws IOException {
        output.add(large(100_000));
        stream.takes = 1;
        output.possible();
        output.write();
        output.pong(bytes('a'));
        int before = written().length;

        output.discard();
        stream.takes = 10;
        output.possible();

        assertThat(output.write()).isTrue();
        assertThat(written()).hasSize(before);
    }

    @Test
    void closeCarriesItsCodeUnlessThereIsNone() throws IOException {
        output.possible();
        output.close(1009);
        output.close(FrameReader.NO_CODE);

        output.write();

        assertThat(written()).containsExactly(0x88, 2, 0x03, 0xf1, 0x88, 0);
    }
}
