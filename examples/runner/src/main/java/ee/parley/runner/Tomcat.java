// SPDX-License-Identifier: Apache-2.0
package ee.parley.runner;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tomcat on the loopback address, with a base directory of its own. A deployment is a context descriptor that comes and goes,
 * which Tomcat looks for each second; how it went is in the log. CDI comes with the WAR.
 */
final class Tomcat implements Deployments {
    private static final String SERVER_XML = """
            <Server port="-1">
              <Service name="Catalina">
                <Connector address="127.0.0.1" port="PORT"/>
                <Engine name="Catalina" defaultHost="localhost" backgroundProcessorDelay="1">
                  <Host name="localhost" appBase="webapps" unpackWARs="true" autoDeploy="true"/>
                </Engine>
              </Service>
            </Server>
            """;

    private static final List<String> MODULE_OPTIONS = List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED");

    private final ChildProcess child;
    private final Path descriptor;

    /** Where Tomcat unpacks the WAR; it deletes that last. */
    private final Path unpacked;

    private Tomcat(ChildProcess child, Path base, String name) {
        this.child = child;
        this.descriptor = base.resolve("conf/Catalina/localhost").resolve(name + ".xml");
        this.unpacked = base.resolve("webapps").resolve(name);
    }

    /** Returns the server before its WAR is deployed. */
    static RunningServer boot(Launch launch, int port, Path directory) throws IOException {
        Path home = Container.TOMCAT.installation();
        Path scratch = Files.createDirectories(directory.resolve("scratch"));
        Path base = scratch.resolve("base");
        Path configuration = Files.createDirectories(base.resolve("conf"));
        Files.createDirectories(base.resolve("webapps"));
        try (Stream<Path> files = Files.list(home.resolve("conf"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, configuration.resolve(file.getFileName()));
            }
        }
        Files.writeString(configuration.resolve("server.xml"), SERVER_XML.replace("PORT", Integer.toString(port)));
        Files.createDirectories(configuration.resolve("Catalina/localhost"));
        List<String> command = launch.java(scratch);
        command.addAll(MODULE_OPTIONS);
        command.addAll(List.of(
                "-Dcatalina.home=" + home,
                "-Dcatalina.base=" + base,
                "-cp",
                home.resolve("bin/bootstrap.jar")
                        + File.pathSeparator
                        + home.resolve("bin/tomcat-juli.jar")
                        + File.pathSeparator
                        + ChildProcess.ourClasses(),
                MainChild.class.getName(),
                "org.apache.catalina.startup.Bootstrap",
                "start"));
        ChildProcess child = ChildProcess.start(Container.TOMCAT.title(), command, directory, scratch);
        child.await("start", () -> LogTail.whole(child).contains("Server startup in"));
        String name = launch.contextRoot().equals("/")
                ? "ROOT"
                : launch.contextRoot().substring(1).replace('/', '#');
        return new RunningServer(child, new Tomcat(child, base, name), launch.uriOn(port), launch.war());
    }

    @Override
    public void deploy(Path war) {
        deploy(war, descriptor);
    }

    @Override
    public void deployBeside(Path war, String contextRoot) {
        deploy(war, descriptor.resolveSibling(contextRoot.substring(1).replace('/', '#') + ".xml"));
    }

    private void deploy(Path war, Path descriptor) {
        LogTail log = LogTail.from(child);
        try {
            Files.writeString(descriptor, "<Context docBase=\"" + war.toAbsolutePath() + "\"/>");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        child.await("deploy " + war, () -> log.contains("has finished in"));
        if (log.contains("startup failed due to previous errors") || log.contains("Error deploying")) {
            throw child.failure("does not deploy " + war);
        }
    }

    @Override
    public void undeploy() {
        try {
            Files.delete(descriptor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        child.await("undeploy", () -> !Files.exists(unpacked));
    }
}
