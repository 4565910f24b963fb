// SPDX-License-Identifier: Apache-2.0
package ee.parley.runner;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * WildFly on the loopback address, with a base directory of its own: the distribution is only read, so that any number
 * run side by side. Deployment goes through the scanner's marker files:
 * <pre>
 *   x.war.dodeploy --(scanner)--> x.war.deployed | x.war.failed
 *   x.war.deployed removed --(scanner)--> x.war.undeployed
 * </pre>
 */
final class WildFly implements Deployments {
    /** As its own start script has them. */
    private static final List<String> MODULE_OPTIONS = List.of(
            "--add-modules=java.se",
            "--add-exports=java.desktop/sun.awt=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.url.ldap=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.url.ldaps=ALL-UNNAMED",
            "--add-exports=jdk.naming.dns/com.sun.jndi.dns=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.management/javax.management=ALL-UNNAMED",
            "--add-opens=java.naming/javax.naming=ALL-UNNAMED");

    private static final String SCAN = "scan-interval=\"5000\"";
    private static final String SCAN_OFTEN_AND_ONLY_ON_REQUEST = "scan-interval=\"250\" auto-deploy-zipped=\"false\"";

    /** Its idle threads keep their last task, and so the WAR of it, until the next: a test can ask for none to be kept. */
    private static final String WORKER = "<worker name=\"default\"/>";

    private static final String WORKER_WITH_THREADS_ON_REQUEST =
            "<worker name=\"default\" task-core-threads=\"${parley.wildfly.idle.threads:2}\""
                    + " task-keepalive=\"${parley.wildfly.idle.time:100}\"/>";

    /** Whom the application's own identity store admits (Jakarta Security) must not have to be a user of the server, too. */
    private static final String WEB_SECURITY = """
            </handlers>
                        <application-security-domains>
                            <application-security-domain""";

    private static final String WEB_SECURITY_OF_THE_APPLICATION = WEB_SECURITY + " integrated-jaspi=\"false\"";

    private final ChildProcess child;
    private final Path deployments;
    private final Path war;

    private WildFly(ChildProcess child, Path deployments, String contextRoot) {
        this.child = child;
        this.deployments = deployments;
        this.war = war(contextRoot);
    }

    /** Returns where the WAR of a context root is put. */
    private Path war(String contextRoot) {
        return deployments.resolve((contextRoot.equals("/") ? "ROOT" : contextRoot.substring(1)) + ".war");
    }

    /** Returns the server before its WAR is deployed. */
    static RunningServer boot(Launch launch, int port, Path directory) throws IOException {
        Path home = Container.WILDFLY.installation();
        Path scratch = Files.createDirectories(directory.resolve("scratch"));
        Path base = baseDirectory(home, scratch.resolve("standalone"));
        List<String> command = launch.java(scratch);
        command.addAll(MODULE_OPTIONS);
        command.addAll(List.of(
                "-Djava.net.preferIPv4Stack=true",
                "-Djboss.home.dir=" + home,
                "-Djboss.server.base.dir=" + base,
                "-Dlogging.configuration="
                        + base.resolve("configuration/logging.properties").toUri(),
                "-Dorg.jboss.boot.log.file=" + base.resolve("log/server.log"),
                "-Djboss.bind.address=127.0.0.1",
                "-Djboss.bind.address.management=127.0.0.1",
                "-Djboss.http.port=" + port,
                "-Djboss.https.port=0",
                "-Djboss.management.http.port=0",
                "-cp",
                home.resolve("jboss-modules.jar") + File.pathSeparator + ChildProcess.ourClasses(),
                MainChild.class.getName(),
                "org.jboss.modules.Main",
                "-mp",
                home.resolve("modules").toString(),
                "org.jboss.as.standalone"));
        ChildProcess child = ChildProcess.start(Container.WILDFLY.title(), command, directory, scratch);
        Path deployments = base.resolve("deployments");
        return new RunningServer(
                child, new WildFly(child, deployments, launch.contextRoot()), launch.uriOn(port), launch.war());
    }

    private static Path baseDirectory(Path home, Path base) throws IOException {
        Path original = home.resolve("standalone");
        Files.createDirectories(base.resolve("deployments"));
        Path configuration = Files.createDirectories(base.resolve("configuration"));
        try (Stream<Path> files = Files.list(original.resolve("configuration"))) {
            for (Path file : files.toList()) {
                Files.copy(file, configuration.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        Path standalone = configuration.resolve("standalone.xml");
        String xml = Files.readString(standalone);
        xml = replaced(xml, SCAN, SCAN_OFTEN_AND_ONLY_ON_REQUEST);
        xml = replaced(xml, WORKER, WORKER_WITH_THREADS_ON_REQUEST);
        Files.writeString(standalone, replaced(xml, WEB_SECURITY, WEB_SECURITY_OF_THE_APPLICATION));
        return base;
    }

    private static String replaced(String xml, String original, String replacement) {
        if (!xml.contains(original)) {
            throw new ServerFailedException("WildFly's standalone.xml has no " + original + ": adapt " + WildFly.class);
        }
        return xml.replace(original, replacement);
    }

    @Override
    public void deploy(Path source) {
        deploy(source, war);
    }

    @Override
    public void deployBeside(Path source, String contextRoot) {
        deploy(source, war(contextRoot));
    }

    private void deploy(Path source, Path war) {
        try {
            Files.deleteIfExists(marker(war, "failed"));
            Files.deleteIfExists(marker(war, "undeployed"));
            Files.copy(source, war, StandardCopyOption.REPLACE_EXISTING);
            Files.createFile(marker(war, "dodeploy"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        child.await(
                "deploy " + source, () -> Files.exists(marker(war, "deployed")) || Files.exists(marker(war, "failed")));
        if (Files.exists(marker(war, "failed"))) {
            throw child.failure("does not deploy " + source);
        }
    }

    @Override
    public void undeploy() {
        try {
            Files.delete(marker(war, "deployed"));
            child.await("undeploy", () -> Files.exists(marker(war, "undeployed")));
            Files.delete(marker(war, "undeployed"));
            Files.delete(war);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path marker(Path war, String state) {
        return war.resolveSibling(war.getFileName() + "." + state);
    }
}
