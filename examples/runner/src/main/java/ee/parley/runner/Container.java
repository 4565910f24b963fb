// SPDX-License-Identifier: Apache-2.0
package ee.parley.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server that the examples and the compatibility tests run on. The first two come with every build, the others on request. */
public enum Container {
    /** The system property {@code parley.payara} names its jar. */
    PAYARA_MICRO("Payara Micro", "parley.payara", true, PayaraMicro::boot),
    /** The system property {@code parley.wildfly} names its unpacked distribution, which is only read, as are the others. */
    WILDFLY("WildFly", "parley.wildfly", true, WildFly::boot),
    OPEN_LIBERTY("Open Liberty", "parley.open_liberty", true, OpenLiberty::boot),
    /** Its version 8 needs JDK 21, see {@link Jdk}. */
    GLASSFISH("GlassFish", "parley.glassfish", true, GlassFish::boot),
    TOMCAT("Tomcat", "parley.tomcat", false, Tomcat::boot),
    JETTY("Jetty", "parley.jetty", false, Jetty::boot);

    private final String title;
    private final String property;
    private final boolean platform;

    @SuppressWarnings("ImmutableEnumChecker") // a method reference
    private final Boot boot;

    Container(String title, String property, boolean platform, Boot boot) {
        this.title = title;
        this.property = property;
        this.platform = platform;
        this.boot = boot;
    }

    /** How a container starts. */
    interface Boot {
        RunningServer boot(Launch launch, int port, Path directory) throws IOException;
    }

    /** Returns the name people know it by. */
    public String title() {
        return title;
    }

    /** Returns the system property that says where the server is. */
    String property() {
        return property;
    }

    /** Returns whether it is a Jakarta EE platform; another has servlets and WebSocket, and its WAR has to bring the rest. */
    public boolean platform() {
        return platform;
    }

    /** Returns whether the build has put the server where the system property says. */
    boolean isBrought() {
        String value = System.getProperty(property);
        return value != null && !value.isEmpty() && Files.exists(Path.of(value));
    }

    /** Returns where the build put the server. */
    Path installation() {
        if (!isBrought()) {
            throw new ServerFailedException(title + " is not installed: system property " + property + " is "
                    + System.getProperty(property)
                    + ". Run the build with Maven, which brings it, up to the phase pre-integration-test.");
        }
        return Path.of(System.getProperty(property)).toAbsolutePath();
    }

    RunningServer boot(Launch launch, int port, Path directory) throws IOException {
        return boot.boot(launch, port, directory);
    }
}
