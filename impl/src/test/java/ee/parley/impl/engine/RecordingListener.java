// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.engine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Keeps what a session tells it, in words. */
public final class RecordingListener implements SessionListener {
    private final List<String> heard = new ArrayList<>();

    @Override
    public void text(String frame, int start) {
        heard.add("text " + frame.substring(start));
    }

    @Override
    public void binary(ByteBuffer message) {
        byte[] bytes = new byte[message.remaining()];
        message.get(bytes);
        heard.add("binary " + HexFormat.of().formatHex(bytes));
    }

    @Override
    public void closed(CloseReason reason, String description) {
        heard.add("closed " + reason);
    }

    /** What was heard since the last call. */
    public List<String> takeHeard() {
        List<String> copy = List.copyOf(heard);
        heard.clear();
        return copy;
    }
}
