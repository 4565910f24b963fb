// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.micro;

import ee.parley.impl.payload.Arguments;
import ee.parley.impl.payload.Payloads;
import ee.parley.impl.wire.engineio.Frame;
import ee.parley.impl.wire.engineio.Revision4;
import ee.parley.impl.wire.socketio.DecoderLimits;
import ee.parley.impl.wire.socketio.KnownNames;
import ee.parley.impl.wire.socketio.Packet;
import ee.parley.impl.wire.socketio.PacketDecoder;
import ee.parley.impl.wire.socketio.PacketEncoder;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One event with an argument of 64 characters, from the text of its frame to the handler's value, and the way back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Codecs {
    /** As an application would send it. */
    public record Greeting(String from, String text, int count) {}

    private final Payloads payloads = Payloads.withDefaults();
    private final PacketDecoder decoder = new PacketDecoder(DecoderLimits.STANDARD, new KnownNames());
    private final PacketEncoder encoder = new PacketEncoder();
    private Class<?> type = String.class;
    private Object value = "";
    private String argument = "";
    private String frame = "";

    /** What the argument is. */
    @Param({"text", "umlauts", "object"})
    private String kind = "text";

    @Setup
    public void prepare() {
        switch (kind) {
            case "text" -> value = "0123456789abcdef".repeat(4);
            case "umlauts" -> value = "0123456789äöüß→".repeat(4) + "bcde";
            case "object" -> {
                value = new Greeting("0123456789abcdef", "0123456", 42);
                type = Greeting.class;
            }
            default -> throw new IllegalArgumentException(kind);
        }
        argument = payloads.write(value).json().get(0);
        frame = "4217[\"echo\"," + argument + "]";
    }

    private Packet.Event decoded() {
        if (!Revision4.isMessage(frame)) {
            throw new AssertionError(frame);
        }
        return (Packet.Event) decoder.text(frame, 1).orElseThrow();
    }

    @Benchmark
    public Packet decode() {
        return decoded();
    }

    @Benchmark
    public Object decodeAndBind() {
        Packet.Event event = decoded();
        return payloads.<Object>read(event.arguments(), 0, type, event.attachments());
    }

    @Benchmark
    public Frame encodeEvent() {
        Arguments written = payloads.write(value);
        return Frame.message(encoder.event("/", OptionalLong.empty(), "msg", written.json(), written.attachments())
                .text());
    }

    @Benchmark
    public Frame encodeAck() {
        Arguments written = payloads.write(value);
        return Frame.message(
                encoder.ack("/", 17, written.json(), written.attachments()).text());
    }

    /** What a poll brings when sixteen events have waited. */
    @Benchmark
    public String encodePayload() {
        Frame event = Frame.message("2[\"msg\"," + argument + "]");
        return Revision4.encodePayload(List.of(
                event, event, event, event, event, event, event, event, event, event, event, event, event, event, event,
                event));
    }
}
