// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** What a piece of the application finds around itself; itself it needs a request. */
@RequestScoped
public class Surroundings {
    @Inject
    @SuppressWarnings("NullAway.Init") // set by the container
    ee.parley.Socket socket;

    /** Naming, class loader, and the current socket. */
    public String describe() {
        return naming() + ", " + loaderAndRequest();
    }

    /** Without naming, which not every thread has. */
    public String loaderAndRequest() {
        return (loads() ? "loader" : "no loader") + (socket.connected() ? ", socket" : ", no socket");
    }

    /** By what it loads: some containers wrap it for each thread. */
    private static boolean loads() {
        try {
            return Thread.currentThread().getContextClassLoader().loadClass(Surroundings.class.getName())
                    == Surroundings.class;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    @SuppressWarnings("BanJNDI") // the name is ours
    private static String naming() {
        try {
            return new InitialContext().lookup("java:comp/DefaultManagedExecutorService") == null
                    ? "no naming"
                    : "naming";
        } catch (NamingException e) {
            return "no naming";
        }
    }
}
