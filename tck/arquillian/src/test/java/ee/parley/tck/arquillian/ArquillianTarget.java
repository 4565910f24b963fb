// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.arquillian;

import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import java.net.URI;
import org.jboss.arquillian.test.spi.LifecycleMethodExecutor;
import org.jboss.arquillian.test.spi.TestRunnerAdaptor;
import org.jboss.arquillian.test.spi.TestRunnerAdaptorBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The container of {@code arquillian.xml}, started when the application is first asked for. To Arquillian it is one test class,
 * {@link Deployments}, which lasts as long as the run: a class of the suites does not deploy anew.
 */
public final class ArquillianTarget implements Target {
    private final Deployments deployments = new Deployments();
    private @Nullable TestRunnerAdaptor arquillian;

    /** A container that does not start is not tried again: each test would wait for it. */
    private @Nullable IllegalStateException failure;

    @Override
    public synchronized URI uri(Variant variant) {
        if (failure != null) {
            throw failure;
        }
        if (arquillian == null) {
            try {
                arquillian = TestRunnerAdaptorBuilder.build();
                start(arquillian);
            } catch (Exception e) {
                failure = new IllegalStateException(this + " does not run the application: " + e.getMessage(), e);
                throw failure;
            }
        }
        return deployments.uri(variant);
    }

    private void start(TestRunnerAdaptor arquillian) throws Exception {
        arquillian.beforeSuite();
        arquillian.beforeClass(Deployments.class, LifecycleMethodExecutor.NO_OP);
        arquillian.before(deployments, Deployments.METHOD, LifecycleMethodExecutor.NO_OP);
    }

    @Override
    public synchronized void stop() {
        if (arquillian == null) {
            return;
        }
        try {
            end(arquillian);
        } catch (Exception e) {
            throw new IllegalStateException(this + " does not stop: " + e.getMessage(), e);
        } finally {
            arquillian.shutdown();
        }
    }

    private void end(TestRunnerAdaptor arquillian) throws Exception {
        try {
            if (failure == null) {
                arquillian.after(deployments, Deployments.METHOD, LifecycleMethodExecutor.NO_OP);
            }
            arquillian.afterClass(Deployments.class, LifecycleMethodExecutor.NO_OP);
        } finally {
            arquillian.afterSuite();
        }
    }

    @Override
    public String toString() {
        return System.getProperty("arquillian.launch", "Arquillian");
    }
}
