// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.arquillian;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.cdi.Mistakes;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import ee.parley.tck.wire.Session;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the suites cannot show, because to them the application is there: how it comes and goes. A test of Arquillian's usual kind. */
@ExtendWith(ArquillianExtension.class)
@Tag("cdi")
class DeploymentIT {
    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "mistakes", managed = false, testable = false)
    static WebArchive mistakes() throws IOException {
        Path war = Mistakes.war(Deployments.application().toPath(), Path.of("target"));
        return ShrinkWrap.create(ZipImporter.class, "mistakes.war")
                .importFrom(war.toFile())
                .as(WebArchive.class);
    }

    @Deployment(name = "application", managed = false, testable = false)
    static WebArchive application() {
        return Deployments.defaults();
    }

    @BeforeEach
    void deploy() {
        deployer.deploy("application");
    }

    @AfterEach
    void undeploy() {
        deployer.undeploy("application");
    }

    @Test
    @Proves("CDI-11-3")
    void undeploymentEndsWhatItsClientsHadAndTheyCanComeBack(
            @ArquillianResource @OperateOnDeployment("application") URL url) {
        Target target = new Deployed(Deployments.uri(url));
        Session session = Session.Carrier.WEBSOCKET.open(target, Variant.DEFAULTS);
        session.join("/echo");

        deployer.undeploy("application");

        session.awaitEnd();
        deployer.deploy("application");
        expectAnEcho(target);
    }

    /** How much of what is wrong the exception says depends on the adapter. */
    @Test
    void anApplicationWithMistakesIsRefusedAndDoesNoHarm(
            @ArquillianResource @OperateOnDeployment("application") URL url) {
        assertThatExceptionOfType(DeploymentException.class).isThrownBy(() -> deployer.deploy("mistakes"));
        expectAnEcho(new Deployed(Deployments.uri(url)));
    }

    private static void expectAnEcho(Target target) {
        try (Session session = Session.Carrier.WEBSOCKET.open(target, Variant.DEFAULTS)) {
            session.join("/echo");
            session.send("42/echo,0[\"value\",1]");
            session.expect("43/echo,0[1]");
        }
    }

    private record Deployed(URI uri) implements Target {
        @Override
        public URI uri(Variant variant) {
            return uri;
        }

        @Override
        public void stop() {}
    }
}
