// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.engineio;

import java.util.Arrays;

/**
 * Base64 as clients in the field send it: either alphabet, even mixed, with or without padding, with anything in the bits
 * that padding leaves over, and with line breaks: the Java client ends each text with one. Whatever else is malformed.
 */
final class LenientBase64 {

    private static final byte[] SEXTETS = sextets();

    private LenientBase64() {}

    /** Decodes {@code text} from {@code from} to {@code to}. */
    static byte[] decode(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (isLineBreak(text.charAt(i))) {
                String unbroken = withoutLineBreaks(text, from, to);
                return decodeUnbroken(unbroken, 0, unbroken.length());
            }
        }
        return decodeUnbroken(text, from, to);
    }

    private static boolean isLineBreak(char c) {
        return c == '\n' || c == '\r';
    }

    private static String withoutLineBreaks(String text, int from, int to) {
        StringBuilder unbroken = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            if (!isLineBreak(text.charAt(i))) {
                unbroken.append(text.charAt(i));
            }
        }
        return unbroken.toString();
    }

    private static byte[] decodeUnbroken(String text, int from, int to) {
        int end = to;
        while (end > from && to - end < 2 && text.charAt(end - 1) == '=') {
            end--;
        }
        int length = end - from;
        if (length % 4 == 1) {
            throw new MalformedPacketException(Flaw.MALFORMED_BASE64, end);
        }
        byte[] bytes = new byte[(int) (length * 3L / 4)];
        int in = from;
        int out = 0;
        for (int whole = from + length / 4 * 4; in < whole; in += 4) {
            int bits = (sextet(text, in) << 18)
                    | (sextet(text, in + 1) << 12)
                    | (sextet(text, in + 2) << 6)
                    | sextet(text, in + 3);
            bytes[out++] = (byte) (bits >> 16);
            bytes[out++] = (byte) (bits >> 8);
            bytes[out++] = (byte) bits;
        }
        if (in < end) {
            int bits = (sextet(text, in) << 10) | (sextet(text, in + 1) << 4);
            bytes[out++] = (byte) (bits >> 8);
            if (in + 2 < end) {
                bytes[out] = (byte) (bits | (sextet(text, in + 2) >> 2));
            }
        }
        return bytes;
    }

    private static int sextet(String text, int index) {
        char c = text.charAt(index);
        int sextet = c < 128 ? SEXTETS[c] : -1;
        if (sextet < 0) {
            throw new MalformedPacketException(Flaw.MALFORMED_BASE64, index);
        }
        return sextet;
    }

    private static byte[] sextets() {
        byte[] sextets = new byte[128];
        Arrays.fill(sextets, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < 64; i++) {
            sextets[alphabet.charAt(i)] = (byte) i;
        }
        sextets['-'] = 62;
        sextets['_'] = 63;
        return sextets;
    }
}
