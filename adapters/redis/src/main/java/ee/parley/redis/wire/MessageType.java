// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis.wire;

/** The numbers of the messages of the reference's cluster adapters, and of four that only Parley nodes know. */
public final class MessageType {
    public static final int INITIAL_HEARTBEAT = 1;
    public static final int HEARTBEAT = 2;
    public static final int BROADCAST = 3;
    public static final int SOCKETS_JOIN = 4;
    public static final int SOCKETS_LEAVE = 5;
    public static final int DISCONNECT_SOCKETS = 6;
    public static final int FETCH_SOCKETS = 7;
    public static final int FETCH_SOCKETS_RESPONSE = 8;
    public static final int SERVER_SIDE_EMIT = 9;
    public static final int SERVER_SIDE_EMIT_RESPONSE = 10;
    public static final int BROADCAST_CLIENT_COUNT = 11;
    public static final int BROADCAST_ACK = 12;
    public static final int ADAPTER_CLOSE = 13;

    /** Far from the next numbers of the reference. */
    public static final int COUNT_SOCKETS = 101;

    public static final int SOCKETS_COUNTED = 102;
    public static final int COUNT_ROOMS = 103;
    public static final int ROOMS_COUNTED = 104;

    private MessageType() {}

    /** Returns whether older adapters say this to find each other: nothing to act on. */
    public static boolean isHeartbeat(int type) {
        return type == INITIAL_HEARTBEAT || type == HEARTBEAT || type == ADAPTER_CLOSE;
    }
}
