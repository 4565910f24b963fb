// SPDX-License-Identifier: Apache-2.0
package ee.parley.runner;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.ee11.servlet.DecoratingListener;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;

/**
 * Jetty in its own JVM, following its parent's commands: {@code deploy\t<context root>\t<war>} and
 * {@code undeploy\t<context root>}. The argument is the port.
 */
final class JettyChild {
    private final ContextHandlerCollection contexts = new ContextHandlerCollection();
    private final Map<String, WebAppContext> deployed = new HashMap<>();

    private JettyChild() {}

    public static void main(String[] arguments) {
        JettyChild child = new JettyChild();
        Lifeline lifeline = Lifeline.attach(command -> child.run(command.split("\t", -1)));
        Server server =
                new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])));
        server.setHandler(child.contexts);
        server.setStopAtShutdown(true);
        try {
            server.start();
            lifeline.ok();
        } catch (Exception e) {
            lifeline.failed(e);
            System.exit(1);
        }
    }

    private void run(String[] command) throws Exception {
        switch (command[0]) {
            case "deploy" -> deploy(command[1], command[2]);
            case "undeploy" -> undeploy(command[1]);
            default -> throw new IllegalArgumentException("unknown command " + command[0]);
        }
    }

    private void deploy(String contextRoot, String war) throws Exception {
        WebAppContext application = new WebAppContext(war, contextRoot);
        // Else an application that does not start is there all the same, and answers 503.
        application.setThrowUnavailableOnStartupException(true);
        // Jetty's module for CDI does no more in this mode: Weld injects into servlets.
        application.setAttribute("org.eclipse.jetty.cdi", "CdiDecoratingListener");
        application.addEventListener(new DecoratingListener(application, "org.eclipse.jetty.cdi.decorator"));
        contexts.addHandler(application);
        deployed.put(contextRoot, application);
        try {
            application.start();
            // So that it ends with the server: a started one counts as somebody else's.
            contexts.manage(application);
        } catch (Exception e) {
            undeploy(contextRoot);
            throw e;
        }
    }

    private void undeploy(String contextRoot) throws Exception {
        WebAppContext application = Objects.requireNonNull(deployed.remove(contextRoot), contextRoot);
        application.stop();
        contexts.removeHandler(application);
        application.destroy();
    }
}
