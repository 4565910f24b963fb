// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.arquillian;

import java.util.List;
import org.jboss.arquillian.container.spi.ContainerRegistry;
import org.jboss.arquillian.container.spi.client.deployment.DeploymentDescription;
import org.jboss.arquillian.container.spi.client.deployment.TargetDescription;
import org.jboss.arquillian.container.test.impl.client.deployment.AnnotationDeploymentScenarioGenerator;
import org.jboss.arquillian.container.test.spi.client.deployment.DeploymentScenarioGenerator;
import org.jboss.arquillian.core.api.Instance;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.TestClass;

/**
 * Deploys to the container of the deployment's name, where {@code arquillian.xml} has one; else to the only one. There are adapters whose
 * container takes a single application: that of Payara Micro.
 */
public final class ContainerForEach extends AnnotationDeploymentScenarioGenerator implements LoadableExtension {
    @Inject
    private Instance<ContainerRegistry> containers;

    @Override
    public void register(ExtensionBuilder builder) {
        builder.override(
                DeploymentScenarioGenerator.class, AnnotationDeploymentScenarioGenerator.class, ContainerForEach.class);
    }

    @Override
    public List<DeploymentDescription> generate(TestClass testClass) {
        List<DeploymentDescription> deployments = super.generate(testClass);
        for (DeploymentDescription deployment : deployments) {
            if (containers.get().getContainer(deployment.getName()) != null) {
                deployment.setTarget(new TargetDescription(deployment.getName()));
            }
        }
        return deployments;
    }
}
