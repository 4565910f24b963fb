// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import ee.parley.EventException;
import ee.parley.impl.payload.PayloadException;
import ee.parley.impl.payload.Payloads;
import jakarta.json.JsonArray;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of an event, bound by whoever asks. Usable from any thread. */
final class ReceivedArguments {
    private final Payloads payloads;
    private final List<String> json;
    private final List<ByteBuffer> attachments;

    /** Read and written by whoever asks; at worst it is parsed twice. */
    private volatile @Nullable JsonArray parsed;

    ReceivedArguments(Payloads payloads, List<String> json, List<ByteBuffer> attachments) {
        this.payloads = payloads;
        this.json = json;
        this.attachments = attachments;
    }

    int size() {
        return json.size();
    }

    List<String> json() {
        return json;
    }

    List<ByteBuffer> attachments() {
        return attachments;
    }

    <T> @Nullable T bound(int index, Class<T> type) {
        if (index < 0) {
            throw new IndexOutOfBoundsException(index);
        }
        if (index >= size()) {
            if (type.isPrimitive()) {
                throw unfit(index, " is missing");
            }
            return null;
        }
        try {
            return payloads.<@Nullable T>read(json, index, type, attachments);
        } catch (PayloadException e) {
            throw unfit(index, ": " + e.getMessage());
        }
    }

    private static EventException unfit(int index, String why) {
        return new EventException(EventException.BAD_REQUEST, "argument " + (index + 1) + why);
    }

    JsonArray array() {
        JsonArray array = parsed;
        if (array == null) {
            array = payloads.array(json);
            parsed = array;
        }
        return array;
    }
}
