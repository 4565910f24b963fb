// SPDX-License-Identifier: Apache-2.0
package ee.parley.runner;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/**
 * Payara Micro in its own JVM, following its parent's commands: {@code deploy\t<name>\t<context root>\t<war>} and
 * {@code undeploy\t<name>}. The arguments are Payara Micro's own. Reflection keeps the server out of our compile class path,
 * so that a build without container tests need not download it.
 */
final class PayaraMicroChild {
    private PayaraMicroChild() {}

    public static void main(String[] arguments) throws Exception {
        CompletableFuture<Object> booted = new CompletableFuture<>();
        Lifeline lifeline = Lifeline.attach(command -> run(booted.join(), command.split("\t", -1)));
        try {
            Object boot = Class.forName("fish.payara.micro.boot.PayaraMicroLauncher")
                    .getMethod("create", String[].class)
                    .invoke(null, (Object) arguments);
            booted.complete(Class.forName("fish.payara.micro.boot.PayaraMicroBoot")
                    .getMethod("getRuntime")
                    .invoke(boot));
            lifeline.ok();
        } catch (InvocationTargetException e) {
            lifeline.failed(e.getTargetException());
            System.exit(1);
        }
    }

    private static void run(Object runtime, String[] command) throws Exception {
        Class<?> type = Class.forName("fish.payara.micro.PayaraMicroRuntime");
        switch (command[0]) {
            case "deploy" -> {
                type.getMethod("deploy", String.class, String.class, File.class)
                        .invoke(runtime, command[1], command[2], new File(command[3]));
                // A WAR that is refused is logged, and reported as a success.
                Object names = type.getMethod("getDeployedApplicationNames").invoke(runtime);
                if (!((Collection<?>) names).contains(command[1])) {
                    throw new ServerFailedException("refused");
                }
            }
            case "undeploy" -> type.getMethod("undeploy", String.class).invoke(runtime, command[1]);
            default -> throw new IllegalArgumentException("unknown command " + command[0]);
        }
    }
}
