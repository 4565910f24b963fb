// SPDX-License-Identifier: Apache-2.0
package ee.parley.runner;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Open Liberty with the features of the web profile and MicroProfile Config, on the loopback address, with a user directory
 * of its own. A deployment is a file of configuration that comes and goes; how it went is in the log.
 */
final class OpenLiberty implements Deployments {
    private static final String SERVER_XML = """
            <server>
              <featureManager>
                <feature>webProfile-10.0</feature>
                <feature>mpConfig-3.1</feature>
              </featureManager>
              <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="PORT" httpsPort="-1"/>
              <config updateTrigger="polled" monitorInterval="250ms"/>
              <applicationMonitor updateTrigger="disabled" dropinsEnabled="false"/>
              <logging consoleLogLevel="INFO"/>
            </server>
            """;

    private final ChildProcess child;
    private final Path application;
    private final String contextRoot;

    private OpenLiberty(ChildProcess child, Path application, String contextRoot) {
        this.child = child;
        this.application = application;
        this.contextRoot = contextRoot;
    }

    /** Returns the server before its WAR is deployed. */
    static RunningServer boot(Launch launch, int port, Path directory) throws IOException {
        Path home = Container.OPEN_LIBERTY.installation();
        Path scratch = Files.createDirectories(directory.resolve("scratch"));
        Path server = Files.createDirectories(scratch.resolve("servers/defaultServer"));
        Path overrides = Files.createDirectories(server.resolve("configDropins/overrides"));
        Files.writeString(server.resolve("server.xml"), SERVER_XML.replace("PORT", Integer.toString(port)));
        List<String> command = launch.java(scratch);
        command.addAll(List.of(
                "-javaagent:" + home.resolve("bin/tools/ws-javaagent.jar"),
                "@" + home.resolve("lib/platform/java/java9.options"),
                "-cp",
                home.resolve("bin/tools/ws-server.jar") + File.pathSeparator + ChildProcess.ourClasses(),
                MainChild.class.getName(),
                "com.ibm.ws.kernel.boot.cmdline.EnvCheck",
                "defaultServer"));
        ChildProcess child = ChildProcess.start(
                Container.OPEN_LIBERTY.title(),
                command,
                directory,
                scratch,
                Map.of(
                        "WLP_USER_DIR",
                        scratch.toString(),
                        "WLP_OUTPUT_DIR",
                        scratch.resolve("output").toString(),
                        // For the keys that sign its cookies.
                        "keystore_password",
                        "of no importance"));
        child.await("start", () -> LogTail.whole(child).contains("CWWKF0011I"));
        return new RunningServer(
                child,
                new OpenLiberty(child, overrides.resolve("application.xml"), launch.contextRoot()),
                launch.uriOn(port),
                launch.war());
    }

    @Override
    public void deploy(Path war) {
        deploy(war, application, "application", contextRoot);
    }

    @Override
    public void deployBeside(Path war, String contextRoot) {
        String name = contextRoot.substring(1);
        deploy(war, application.resolveSibling(name + ".xml"), name, contextRoot);
    }

    private void deploy(Path war, Path file, String name, String contextRoot) {
        LogTail log = LogTail.from(child);
        try {
            Files.writeString(
                    file,
                    "<server><webApplication id=\"" + name + "\" name=\"" + name + "\" contextRoot=\"" + contextRoot
                            + "\" location=\"" + war.toAbsolutePath() + "\"/></server>");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        child.await("deploy " + war, () -> log.contains("CWWKZ0001I") || failed(log));
        if (failed(log)) {
            throw child.failure("does not deploy " + war);
        }
    }

    /** It did not start, or is not even a WAR. */
    private static boolean failed(LogTail log) {
        return log.contains("CWWKZ0002E") || log.contains("CWWKZ0021E");
    }

    @Override
    public void undeploy() {
        LogTail log = LogTail.from(child);
        try {
            Files.delete(application);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        child.await("undeploy", () -> log.contains("CWWKZ0009I"));
    }
}
