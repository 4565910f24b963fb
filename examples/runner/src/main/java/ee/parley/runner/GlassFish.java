// SPDX-License-Identifier: Apache-2.0
package ee.parley.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * GlassFish on the loopback address, with a domain of its own and none of what the web does not need. Commands go to its
 * administration by HTTP, on a port of its own.
 */
final class GlassFish implements Deployments {
    private static final int OLDEST_JDK = 21;

    /** As its own start script has them. */
    private static final List<String> MODULE_OPTIONS = List.of(
            "--add-modules=ALL-MODULE-PATH",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.fs=ALL-UNNAMED",
            "--add-opens=java.base/sun.net.www.protocol.jrt=ALL-UNNAMED",
            "--add-opens=java.naming/javax.naming.spi=org.glassfish.main.jdke",
            "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED",
            "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.vm.annotation=ALL-UNNAMED",
            "--add-opens=java.base/jdk.internal.vm.annotation=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.loader=ALL-UNNAMED");

    /** For whoever starts it from a class of another module: us. */
    private static final String MAIN_CLASS_OPTION =
            "--add-exports=org.glassfish.main.bootstrap/com.sun.enterprise.glassfish.bootstrap=ALL-UNNAMED";

    private static final String APPLICATION = "application";

    private final ChildProcess child;
    private final URI administration;
    private final String contextRoot;

    private GlassFish(ChildProcess child, URI administration, String contextRoot) {
        this.child = child;
        this.administration = administration;
        this.contextRoot = contextRoot;
    }

    /** Returns the server before its WAR is deployed. */
    static RunningServer boot(Launch launch, int port, Path directory) throws IOException {
        Path home = Container.GLASSFISH.installation();
        Path scratch = Files.createDirectories(directory.resolve("scratch"));
        Path domain = scratch.resolve("domain");
        int administration = Launch.freePort();
        copy(home.resolve("domains/domain1"), domain);
        configure(domain.resolve("config/domain.xml"), port, administration);
        Path configuration = domain.resolve("config");
        List<String> command = launch.java(Jdk.atLeast(OLDEST_JDK), scratch);
        command.addAll(MODULE_OPTIONS);
        command.add(MAIN_CLASS_OPTION);
        command.addAll(List.of(
                "-Djava.util.logging.manager=org.glassfish.main.jul.GlassFishLogManager",
                "-Djava.util.logging.config.block=true",
                "-Djava.security.auth.login.config=" + configuration.resolve("login.conf"),
                "-Djavax.net.ssl.keyStore=" + configuration.resolve("keystore.p12"),
                "-Djavax.net.ssl.trustStore=" + configuration.resolve("cacerts.p12"),
                "-Dcom.sun.enterprise.security.httpsOutboundKeyAlias=s1as",
                "-Dcom.sun.enterprise.config.config_environment_factory_class="
                        + "com.sun.enterprise.config.serverbeans.AppserverConfigEnvironmentFactory",
                "-Dorg.glassfish.gmbal.no.multipleUpperBoundsException=true",
                "-Dcom.sun.aas.installRoot=" + home,
                "-Dcom.sun.aas.instanceRoot=" + domain,
                "--module-path",
                home.resolve("lib/bootstrap").toString(),
                "-cp",
                ChildProcess.ourClasses().toString(),
                MainChild.class.getName(),
                "com.sun.enterprise.glassfish.bootstrap.GlassFishMain",
                "-upgrade",
                "false",
                "-domaindir",
                domain.toString(),
                "-domainname",
                "domain",
                "-instancename",
                "server",
                "-type",
                "DAS",
                "-verbose",
                "false"));
        ChildProcess child = ChildProcess.start(Container.GLASSFISH.title(), command, directory, scratch);
        GlassFish server = new GlassFish(
                child, URI.create("http://127.0.0.1:" + administration + "/__asadmin/"), launch.contextRoot());
        try {
            child.await("start", server::answers);
        } catch (ServerFailedException e) {
            child.close();
            throw e;
        }
        return new RunningServer(child, server, launch.uriOn(port), launch.war());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    /** The first of its configurations is the one of the server, the other a template. */
    private static void configure(Path file, int port, int administration) throws IOException {
        String xml = Files.readString(file);
        xml = listening(xml, "port=\"8080\"", "port=\"" + port + "\"");
        xml = listening(xml, "port=\"8181\"", "port=\"0\" enabled=\"false\"");
        xml = listening(xml, "port=\"4848\"", "port=\"" + administration + "\"");
        xml = replaced(xml, "<jmx-connector ", "<jmx-connector enabled=\"false\" ");
        xml = replaced(xml, "<iiop-listener ", "<iiop-listener enabled=\"false\" ");
        // One that is elsewhere is not started; an embedded one would listen on all addresses.
        xml = replaced(xml, "type=\"EMBEDDED\"", "type=\"REMOTE\"");
        Files.writeString(file, xml);
    }

    private static String listening(String xml, String port, String replacement) {
        return replaced(xml, "<network-listener " + port, "<network-listener address=\"127.0.0.1\" " + replacement);
    }

    private static String replaced(String xml, String original, String replacement) {
        if (!xml.contains(original)) {
            throw new ServerFailedException("GlassFish's domain.xml has no " + original + ": adapt " + GlassFish.class);
        }
        return xml.replace(original, replacement);
    }

    @Override
    public void deploy(Path war) {
        deploy(war, APPLICATION, contextRoot);
    }

    @Override
    public void deployBeside(Path war, String contextRoot) {
        deploy(war, contextRoot.substring(1), contextRoot);
    }

    private void deploy(Path war, String name, String contextRoot) {
        command(
                "deploy " + war,
                "deploy?name=" + name + "&contextroot=" + contextRoot + "&DEFAULT="
                        + URLEncoder.encode(war.toAbsolutePath().toString(), UTF_8));
    }

    @Override
    public void undeploy() {
        command("undeploy", "undeploy?DEFAULT=" + APPLICATION);
    }

    private void command(String what, String command) {
        String report;
        try {
            report = report(command);
        } catch (IOException e) {
            throw child.failure("does not " + what + ": " + e);
        }
        if (!succeeded(report)) {
            throw child.failure("does not " + what + ": " + report);
        }
    }

    private boolean answers() {
        try {
            return succeeded(report("version"));
        } catch (IOException notYet) {
            return false;
        }
    }

    private String report(String command) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) administration.resolve(command).toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setRequestProperty("X-Requested-By", "runner");
        connection.setReadTimeout((int) ChildProcess.BOUND.toMillis());
        try (InputStream body = connection.getInputStream()) {
            return new String(body.readAllBytes(), UTF_8);
        } finally {
            connection.disconnect();
        }
    }

    private static boolean succeeded(String report) {
        return report.contains("Exit Code: SUCCESS") || report.contains("Exit Code: WARNING");
    }
}
