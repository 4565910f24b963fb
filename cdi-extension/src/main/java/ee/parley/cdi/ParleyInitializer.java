// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import ee.parley.ServerOptions;
import ee.parley.cdi.configuration.Settings;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Registers the entrance of the Socket.IO server with the servlet container, which finds this class by itself.
 *
 * <p>Registrations only: on some containers the beans come later.
 */
public class ParleyInitializer implements ServletContainerInitializer {
    private static final String PATH = "parley.path";

    /** For the container. */
    public ParleyInitializer() {}

    @Override
    public void onStartup(@Nullable Set<Class<?>> ignored, ServletContext context) throws ServletException {
        String path = path(Settings.ofContainer(), context);
        keepRequestContextsAway(context, path);
        Entrance entrance = new Entrance(path);
        ServletRegistration.Dynamic servlet = context.addServlet("parley", new EntranceServlet(entrance));
        if (servlet == null) {
            throw new ServletException("PARLEY6110 There is a servlet named parley already: is the jar of the CDI"
                    + " extension in this application twice?");
        }
        Set<String> taken = servlet.addMapping(path, path + "/*");
        if (!taken.isEmpty()) {
            throw new ServletException("PARLEY6111 Another servlet of this application is mapped to " + taken
                    + ". Choose another path by " + PATH + ".");
        }
        servlet.setAsyncSupported(true);
        servlet.setLoadOnStartup(1);
        context.addListener(entrance);
    }

    private static String path(Settings settings, ServletContext context) throws ServletException {
        String path = settings.value(PATH)
                .or(() -> Optional.ofNullable(context.getInitParameter(PATH)))
                .or(() -> Optional.ofNullable(System.getProperty(PATH)))
                .orElse(ServerOptions.defaults().path());
        try {
            return ServerOptions.builder().path(path).build().path();
        } catch (IllegalArgumentException malformed) {
            throw new ServletException("PARLEY6112 " + PATH + ": " + malformed.getMessage(), malformed);
        }
    }

    /**
     * Weld leaves the request context of a waiting poll on the thread that it came on, where another user's request then
     * finds it. So it is told to have none for our requests, unless the application has told it something itself; handlers
     * have a request context of our own. Other CDI containers do not know these parameters.
     */
    private static void keepRequestContextsAway(ServletContext context, String path) {
        String quoted = path.replaceAll("[^A-Za-z0-9/_-]", "\\\\$0");
        context.setInitParameter("org.jboss.weld.context.mapping", "^(?!" + quoted + "(/|$)).*");
        context.setInitParameter("org.jboss.weld.context.ignore.guard", "false");
    }
}
