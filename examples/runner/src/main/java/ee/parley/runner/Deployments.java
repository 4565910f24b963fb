// SPDX-License-Identifier: Apache-2.0
package ee.parley.runner;

import java.nio.file.Path;

/** How a container takes a WAR and gives it up while it runs. Each returns when the container has said that it is done. */
sealed interface Deployments permits PayaraMicro, WildFly, OpenLiberty, GlassFish, Tomcat, Jetty {
    void deploy(Path war);

    void undeploy();

    /** Deploys a further WAR, which stays as long as the server does. */
    void deployBeside(Path war, String contextRoot);
}
