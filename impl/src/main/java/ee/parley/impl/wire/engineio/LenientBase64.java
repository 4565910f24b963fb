// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.engineio;

import java.util.Arrays;

/**
 * Base64 as clients in the field send it: either alphabet, even mixed, with or without padding, and with anything
 * in the bits that padding leaves over. Whatever else is malformed, white space too.
 */
final class LenientBase64 {

    private static final byte[] SEXTETS = sextets();

    private LenientBase64() {}

    /** Decodes {@code text} from {@code from} to {@code to}. */
    static byte[] decode(String text, int from, int to) {
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
