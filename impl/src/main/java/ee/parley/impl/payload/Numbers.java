// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.payload;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/** JSON's numbers as Java's, without loss: empty where a number has no place in the type. */
final class Numbers {
    private static final Set<Type> TYPES =
            Set.of(Byte.class, Short.class, Integer.class, Long.class, Float.class, Double.class);

    /** No integral type has more digits, and to write out 1e999999999 would take a gigabyte. */
    private static final int MOST_DIGITS = 19;

    private Numbers() {}

    static boolean isNumeric(Type type) {
        return TYPES.contains(type);
    }

    static Optional<Object> convert(BigDecimal number, Type type) {
        if (type == Double.class) {
            return Optional.of(number.doubleValue());
        }
        if (type == Float.class) {
            return Optional.of(number.floatValue());
        }
        if (number.precision() - (long) number.scale() > MOST_DIGITS || (number.signum() != 0 && hasFraction(number))) {
            return Optional.empty();
        }
        try {
            long exact = number.longValueExact();
            if (type == Long.class) {
                return Optional.of(exact);
            }
            if (type == Integer.class) {
                return exact == (int) exact ? Optional.of((int) exact) : Optional.empty();
            }
            if (type == Short.class) {
                return exact == (short) exact ? Optional.of((short) exact) : Optional.empty();
            }
            return exact == (byte) exact ? Optional.of((byte) exact) : Optional.empty();
        } catch (ArithmeticException tooLarge) {
            return Optional.empty();
        }
    }

    private static boolean hasFraction(BigDecimal number) {
        return number.scale() > 0
                && (number.scale() > number.precision()
                        || number.stripTrailingZeros().scale() > 0);
    }
}
