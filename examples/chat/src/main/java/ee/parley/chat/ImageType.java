// SPDX-License-Identifier: Apache-2.0
package ee.parley.chat;

import java.util.Arrays;
import java.util.Optional;

/** The images that may be sent, known by their first bytes: what a client says about a file proves nothing. */
enum ImageType {
    PNG("image/png", "\u0089PNG\r\n\u001a\n"),
    JPEG("image/jpeg", "\u00ff\u00d8\u00ff"),
    GIF("image/gif", "GIF8"),
    WEBP("image/webp", "RIFF????WEBP");

    private final String mediaType;
    private final String signature;

    ImageType(String mediaType, String signature) {
        this.mediaType = mediaType;
        this.signature = signature;
    }

    static Optional<ImageType> of(byte[] image) {
        return Arrays.stream(values()).filter(type -> type.begins(image)).findFirst();
    }

    String mediaType() {
        return mediaType;
    }

    private boolean begins(byte[] image) {
        if (image.length < signature.length()) {
            return false;
        }
        for (int i = 0; i < signature.length(); i++) {
            char expected = signature.charAt(i);
            if (expected != '?' && expected != (image[i] & 0xff)) {
                return false;
            }
        }
        return true;
    }
}
