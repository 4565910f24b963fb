// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

/** When and where an event is handled. */
public enum Dispatch {
    /** After those of its socket that came before, on a thread that may block. */
    SERIAL,
    /** After those before, on the thread that received it if it is its turn: it does not block. */
    NON_BLOCKING,
    /** At once, on a thread that may block. */
    CONCURRENT
}
