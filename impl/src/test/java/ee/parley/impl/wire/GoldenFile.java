// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Literal frames and what they mean, one per line, columns between {@code " | "}. A line that begins with {@code #}
 * explains. {@code \x1e} is the char of that number, {@code (empty)} a column of nothing.
 */
public final class GoldenFile {

    private GoldenFile() {}

    public static Stream<Row> rows(String name) {
        try (InputStream file = GoldenFile.class.getResourceAsStream("/golden/" + name)) {
            String text = new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Row::of);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the bytes that {@code hex} spells. */
    public static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    /** The columns of one line. */
    public record Row(String line, List<String> columns) {

        static Row of(String line) {
            return new Row(
                    line, Stream.of(line.split(" \\| ")).map(Row::unescape).toList());
        }

        public String column(int index) {
            return columns.get(index);
        }

        public List<String> from(int index) {
            return columns.subList(index, columns.size());
        }

        @Override
        public String toString() {
            return line;
        }

        private static String unescape(String column) {
            if (column.equals("(empty)")) {
                return "";
            }
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < column.length(); i++) {
                if (column.startsWith("\\x", i)) {
                    text.append((char) HexFormat.fromHexDigits(column, i + 2, i + 4));
                    i += 3;
                } else {
                    text.append(column.charAt(i));
                }
            }
            return text.toString();
        }
    }
}
