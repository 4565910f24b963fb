// SPDX-License-Identifier: Apache-2.0
package ee.parley.runner;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ties the JVM of a server to the process that started it. Standard input is the cord: when the parent is gone, however it
 * went, the kernel closes it, and the server ends. Commands come down the cord, answers go up standard output, which is
 * taken from the server for that: what it prints goes to standard error.
 */
final class Lifeline {
    private static final int HALT_AFTER_SECONDS = 15;

    private final PrintStream answers = System.out;

    private Lifeline() {}

    /** What a child does with the lines it is sent; an exception is answered as a failure. */
    interface Commands {
        void run(String command) throws Exception;
    }

    static Lifeline attach(Commands commands) {
        Lifeline lifeline = new Lifeline();
        System.setOut(System.err);
        daemon("lifeline", () -> lifeline.follow(commands));
        return lifeline;
    }

    void ok() {
        say("ok");
    }

    void failed(Throwable cause) {
        cause.printStackTrace();
        say("failed: " + cause.toString().replace('\n', ' '));
    }

    private void follow(Commands commands) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String command = line;
                // A thread for each: what a deployment leaves in a thread must not keep the application's class loader.
                daemon("command", () -> answer(commands, command)).join();
            }
        } catch (IOException | InterruptedException e) {
            failed(e);
        }
        daemon("halt", Lifeline::haltLater);
        System.exit(0);
    }

    private void answer(Commands commands, String line) {
        try {
            commands.run(line);
            ok();
        } catch (ServerFailedException e) {
            say("failed: " + e.getMessage()); // the log has the reason already
        } catch (Exception e) {
            failed(e);
        }
    }

    /** Shutdown hooks may hang; nobody is left to notice. */
    private static void haltLater() {
        try {
            new CountDownLatch(1).await(HALT_AFTER_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(1);
    }

    private void say(String line) {
        answers.println(line);
        answers.flush();
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
