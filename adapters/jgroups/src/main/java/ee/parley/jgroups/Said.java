// SPDX-License-Identifier: Apache-2.0
package ee.parley.jgroups;

import ee.parley.spi.MalformedMessageException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What nodes say to each other: the first byte tells which of these. A number has four bytes, a name its length in chars and the
 * chars as they are in memory, so that names that differ here differ there.
 */
sealed interface Said {
    /** A message for a namespace, as {@link ee.parley.spi.MessageCodec} has it. */
    final class Message implements Said {
        private final byte[] bytes;

        Message(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    /**
     * All namespaces that the node has open.
     *
     * @param answer whether it wants to know the same
     */
    record Hello(Set<String> namespaces, boolean answer) implements Said {}

    /** The node has opened a namespace. */
    record Opened(String namespace) implements Said {}

    /** The node has closed a namespace, and waits until all have {@link Noted} it. */
    record Closed(String namespace, int number) implements Said {}

    /** The node does not count the one that has {@link Closed} any more. */
    record Noted(int number) implements Said {}

    static byte[] bytes(Said said) {
        if (said instanceof Message message) {
            return filled(0, message.bytes.length, out -> out.put(message.bytes));
        } else if (said instanceof Hello hello) {
            int size = hello.namespaces.stream().mapToInt(Said::size).sum();
            return filled(hello.answer ? 1 : 2, Integer.BYTES + size, out -> {
                out.putInt(hello.namespaces.size());
                hello.namespaces.forEach(name -> name(name, out));
            });
        } else if (said instanceof Opened opened) {
            return filled(3, size(opened.namespace), out -> name(opened.namespace, out));
        } else if (said instanceof Closed closed) {
            return filled(4, size(closed.namespace) + Integer.BYTES, out -> {
                name(closed.namespace, out);
                out.putInt(closed.number);
            });
        } else if (said instanceof Noted noted) {
            return filled(5, Integer.BYTES, out -> out.putInt(noted.number));
        }
        throw new AssertionError(said);
    }

    private static byte[] filled(int kind, int size, Consumer<ByteBuffer> with) {
        byte[] bytes = new byte[1 + size];
        with.accept(ByteBuffer.wrap(bytes).put((byte) kind));
        return bytes;
    }

    private static int size(String name) {
        return Integer.BYTES + Character.BYTES * name.length();
    }

    private static void name(String name, ByteBuffer out) {
        out.putInt(name.length());
        name.chars().forEach(c -> out.putChar((char) c));
    }

    /**
     * Reads it.
     *
     * @throws MalformedMessageException when it is none of these
     */
    static Said of(byte[] array, int offset, int length) {
        ByteBuffer in = ByteBuffer.wrap(array, offset, length);
        need(in, 1);
        int kind = in.get();
        Said said = switch (kind) {
            case 0 -> new Message(Arrays.copyOfRange(array, in.position(), in.limit()));
            case 1, 2 -> new Hello(names(in), kind == 1);
            case 3 -> new Opened(name(in));
            case 4 -> new Closed(name(in), number(in));
            case 5 -> new Noted(number(in));
            default -> throw new MalformedMessageException("nothing of kind " + kind);
        };
        if (kind != 0 && in.hasRemaining()) {
            throw new MalformedMessageException("more than it should be");
        }
        return said;
    }

    private static Set<String> names(ByteBuffer in) {
        int count = number(in);
        Set<String> names = new HashSet<>();
        for (int i = 0; i < count; i++) {
            names.add(name(in));
        }
        return names;
    }

    private static String name(ByteBuffer in) {
        int length = number(in);
        if (length < 0 || length > in.remaining() / Character.BYTES) {
            throw new MalformedMessageException("a name of " + length + " chars in " + in.remaining() + " bytes");
        }
        String name = in.slice().asCharBuffer().limit(length).toString();
        in.position(in.position() + Character.BYTES * length);
        return name;
    }

    private static int number(ByteBuffer in) {
        need(in, Integer.BYTES);
        return in.getInt();
    }

    private static void need(ByteBuffer in, int bytes) {
        if (in.remaining() < bytes) {
            throw new MalformedMessageException("cut off");
        }
    }
}
