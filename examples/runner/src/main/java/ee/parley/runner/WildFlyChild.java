// SPDX-License-Identifier: Apache-2.0
package ee.parley.runner;

import java.lang.reflect.InvocationTargetException;

/**
 * WildFly in its own JVM. It takes no commands, the deployment scanner does; what is added is that it ends with its parent.
 * The arguments are those of JBoss Modules.
 */
final class WildFlyChild {
    private WildFlyChild() {}

    public static void main(String[] arguments) throws Exception {
        Lifeline lifeline = Lifeline.attach(command -> {
            throw new IllegalArgumentException("unknown command " + command);
        });
        try {
            Class.forName("org.jboss.modules.Main")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            lifeline.failed(e.getTargetException());
            System.exit(1);
        }
    }
}
