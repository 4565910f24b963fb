// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.wire.engineio;

/**
 * The peer sent what is no Engine.IO packet; its session, and no other, is to be closed.
 *
 * <p>Carries no stack trace: a client can provoke one per packet, and the flaw says all there is to know.
 */
public final class MalformedPacketException extends RuntimeException {

    private final Flaw flaw;
    private final int offset;

    MalformedPacketException(Flaw flaw, int offset) {
        super(flaw + " at " + offset + ": " + flaw.sentence(), null, false, false);
        this.flaw = flaw;
        this.offset = offset;
    }

    public Flaw flaw() {
        return flaw;
    }

    /** Where in the frame or payload, in chars. */
    public int offset() {
        return offset;
    }
}
