// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The {@code gzip} content coding. */
public final class Gzip {
    private Gzip() {}

    /**
     * Tells whether a client takes gzip.
     *
     * @param acceptEncoding its {@code Accept-Encoding}; {@code null} when it sent none
     */
    public static boolean accepted(@Nullable String acceptEncoding) {
        if (acceptEncoding == null) {
            return false;
        }
        boolean any = false;
        for (String item : acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1)) {
            int semicolon = item.indexOf(';');
            String coding = (semicolon < 0 ? item : item.substring(0, semicolon)).trim();
            boolean wanted = semicolon < 0 || !refuses(item.substring(semicolon + 1));
            if (coding.equals("gzip") || coding.equals("x-gzip")) {
                return wanted;
            }
            any |= coding.equals("*") && wanted;
        }
        return any;
    }

    /** A weight of zero, {@code q=0} to {@code q=0.000}, means "not acceptable". */
    private static boolean refuses(String parameters) {
        return parameters.trim().matches("q\\s*=\\s*0(\\.0*)?");
    }

    /** Returns the bytes compressed. */
    public static byte[] compress(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(bytes.length / 2 + 32);
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("a write to memory failed", e);
        }
        return compressed.toByteArray();
    }
}
