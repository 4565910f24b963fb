// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis.wire;

/** The numbers of the requests and responses of the reference's classic adapter. */
final class ClassicType {
    static final int SOCKETS = 0;
    static final int ALL_ROOMS = 1;
    static final int JOIN = 2;
    static final int LEAVE = 3;
    static final int DISCONNECT = 4;
    static final int FETCH = 5;
    static final int SERVER_SIDE_EMIT = 6;
    static final int BROADCAST = 7;
    static final int CLIENT_COUNT = 8;
    static final int CLIENT_ANSWER = 9;

    private ClassicType() {}
}
