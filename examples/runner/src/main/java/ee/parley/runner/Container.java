// SPDX-License-Identifier: Apache-2.0
package ee.parley.runner;

import java.nio.file.Files;
import java.nio.file.Path;

/** A server that the examples and the compatibility tests run on. */
public enum Container {
    /** The system property {@code parley.payara} names its jar. */
    PAYARA_MICRO("Payara Micro", "parley.payara"),
    /** The system property {@code parley.wildfly} names its unpacked distribution, which is only read. */
    WILDFLY("WildFly", "parley.wildfly");

    private final String title;
    private final String property;

    Container(String title, String property) {
        this.title = title;
        this.property = property;
    }

    /** Returns the name people know it by. */
    public String title() {
        return title;
    }

    /** Returns where the build put the server. */
    Path installation() {
        String value = System.getProperty(property);
        if (value == null || !Files.exists(Path.of(value))) {
            throw new ServerFailedException(title + " is not installed: system property " + property + " is " + value
                    + ". Run the build with Maven, which brings it, up to the phase pre-integration-test.");
        }
        return Path.of(value).toAbsolutePath();
    }
}
