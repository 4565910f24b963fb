// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.socketio;

import ee.parley.impl.wire.GoldenFile;
import ee.parley.impl.wire.GoldenFile.Row;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A line of a golden file of Socket.IO packets, as values. */
record GoldenPackets(Row row) {

    static Stream<GoldenPackets> of(String file) {
        return GoldenFile.rows(file).map(GoldenPackets::new);
    }

    String text() {
        return row.column(0);
    }

    List<ByteBuffer> attachments() {
        String hex = row.column(1);
        return hex.equals("-")
                ? List.of()
                : Stream.of(hex.split(" ")).map(GoldenFile::bytes).toList();
    }

    Optional<Packet> packet() {
        if (row.column(2).equals("nothing")) {
            return Optional.empty();
        }
        String namespace = row.column(3);
        return Optional.of(
                switch (row.column(2)) {
                    case "connect" ->
                        new Packet.Connect(namespace, row.from(4).stream().findFirst());
                    case "disconnect" -> new Packet.Disconnect(namespace);
                    case "event" ->
                        new Packet.Event(namespace, ackId(row.column(4)), row.column(5), row.from(6), attachments());
                    case "ack" -> new Packet.Ack(namespace, Long.parseLong(row.column(4)), row.from(5), attachments());
                    case "connect_error" -> new Packet.ConnectError(namespace, row.column(4));
                    default -> throw new AssertionError(row);
                });
    }

    private static OptionalLong ackId(String column) {
        return column.equals("-") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(column));
    }

    @Override
    public String toString() {
        return row.line();
    }
}
