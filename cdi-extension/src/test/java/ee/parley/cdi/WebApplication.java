// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.function.Consumer;

/** Beans in a web application at {@code /app}, in a real servlet container on the loopback address. */
final class WebApplication implements AutoCloseable {
    final SeContainer beans;
    private final DeploymentManager deployment;
    private final Undertow undertow;
    private final HttpClient http = HttpClient.newHttpClient();

    private WebApplication(SeContainer beans, DeploymentManager deployment) throws ServletException {
        this.beans = beans;
        this.deployment = deployment;
        undertow = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setIoThreads(1)
                .setWorkerThreads(4)
                .setHandler(Handlers.path().addPrefixPath("/app", deployment.start()))
                .build();
        undertow.start();
    }

    static WebApplication start(Class<?>... beans) throws ServletException {
        return start(info -> {}, beans);
    }

    /** Starts, or leaves nothing behind. */
    static WebApplication start(Consumer<DeploymentInfo> customizer, Class<?>... beans) throws ServletException {
        SeContainer container = Containers.of(beans);
        DeploymentManager deployment = null;
        try {
            deployment = deploy(customizer);
            return new WebApplication(container, deployment);
        } catch (ServletException | RuntimeException failure) {
            if (deployment != null) {
                deployment.undeploy();
            }
            if (container.isRunning()) {
                container.close();
            }
            throw failure;
        }
    }

    private static DeploymentManager deploy(Consumer<DeploymentInfo> customizer) {
        DeploymentInfo info = Servlets.deployment()
                .setClassLoader(WebApplication.class.getClassLoader())
                .setContextPath("/app")
                .setDeploymentName("app.war")
                .addServletContextAttribute(
                        WebSocketDeploymentInfo.ATTRIBUTE_NAME,
                        new WebSocketDeploymentInfo().setBuffers(new DefaultByteBufferPool(false, 16_384)))
                .addServletContainerInitializer(new ServletContainerInitializerInfo(
                        ParleyInitializer.class, new ImmediateInstanceFactory<>(new ParleyInitializer()), Set.of()));
        customizer.accept(info);
        DeploymentManager deployment = Servlets.newContainer().addDeployment(info);
        deployment.deploy();
        return deployment;
    }

    ServletContext context() {
        return deployment.getDeployment().getServletContext();
    }

    /** The server's address, without a path. */
    String origin() {
        int port = ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
        return "//127.0.0.1:" + port;
    }

    HttpResponse<String> get(String pathAndQuery) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http:" + origin() + pathAndQuery))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    void undeploy() throws ServletException {
        if (deployment.getState() != DeploymentManager.State.UNDEPLOYED) {
            deployment.stop();
            deployment.undeploy();
        }
    }

    @Override
    public void close() throws ServletException {
        if (beans.isRunning()) {
            beans.close();
        }
        undertow.stop();
        undeploy();
    }
}
