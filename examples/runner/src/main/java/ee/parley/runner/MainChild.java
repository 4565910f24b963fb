// SPDX-License-Identifier: Apache-2.0
package ee.parley.runner;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * A server that takes no commands, in its own JVM: what is added is that it ends with its parent. The first argument is the
 * server's main class, the others are its own.
 */
final class MainChild {
    private MainChild() {}

    public static void main(String[] arguments) throws Exception {
        Lifeline lifeline = Lifeline.attach(command -> {
            throw new IllegalArgumentException("unknown command " + command);
        });
        try {
            Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException e) {
            lifeline.failed(e.getTargetException());
            System.exit(1);
        }
    }
}
