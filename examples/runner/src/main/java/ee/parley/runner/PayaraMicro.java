// SPDX-License-Identifier: Apache-2.0
package ee.parley.runner;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Payara Micro, alone (no cluster) and on the loopback address. */
final class PayaraMicro implements Deployments {
    /** What the manifest of its jar asks for, which the JVM reads only for {@code -jar}. */
    private static final List<String> MODULE_OPTIONS = List.of(
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-exports=jdk.naming.dns/com.sun.jndi.dns=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
            "--add-opens=java.base/jdk.internal.loader=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.management/sun.management=ALL-UNNAMED",
            "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED",
            "--add-opens=java.base/sun.net.www.protocol.jrt=ALL-UNNAMED",
            "--add-opens=java.base/sun.net.www.protocol.jar=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.naming/javax.naming.spi=ALL-UNNAMED",
            "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED",
            "--add-opens=java.logging/java.util.logging=ALL-UNNAMED",
            "--add-opens=java.management/javax.management=ALL-UNNAMED",
            "--add-opens=java.management/javax.management.openmbean=ALL-UNNAMED");

    /** It has no option for the address it listens on. */
    private static final String LOOPBACK_ONLY = "set configs.config.server-config.network-config.network-listeners"
            + ".network-listener.http-listener.address=127.0.0.1\n";

    /** More commands for it to run before it starts, a line each, for what it has no option for. */
    private static final String COMMANDS_PROPERTY = "parley.payara.commands";

    private static final String APPLICATION = "application";

    private final ChildProcess child;
    private final String contextRoot;

    private PayaraMicro(ChildProcess child, String contextRoot) {
        this.child = child;
        this.contextRoot = contextRoot;
    }

    /** Returns the server before its WAR is deployed. */
    static RunningServer boot(Launch launch, int port, Path directory) throws IOException {
        Path scratch = Files.createDirectories(directory.resolve("scratch"));
        Path preBoot = Files.writeString(
                scratch.resolve("pre-boot.txt"), LOOPBACK_ONLY + System.getProperty(COMMANDS_PROPERTY, "") + "\n");
        List<String> command = launch.java(scratch);
        command.addAll(MODULE_OPTIONS);
        command.addAll(List.of(
                "-cp",
                Container.PAYARA_MICRO.installation() + File.pathSeparator + ChildProcess.ourClasses(),
                PayaraMicroChild.class.getName(),
                "--port",
                Integer.toString(port),
                "--nohazelcast",
                "--disablephonehome",
                "--prebootcommandfile",
                preBoot.toString()));
        ChildProcess child = ChildProcess.start(Container.PAYARA_MICRO.title(), command, directory, scratch);
        try {
            child.expectOk("start");
        } catch (ServerFailedException e) {
            child.close();
            throw e;
        }
        return new RunningServer(child, new PayaraMicro(child, launch.contextRoot()), launch.uriOn(port), launch.war());
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
        child.command("deploy " + war, "deploy\t" + name + "\t" + contextRoot + "\t" + war.toAbsolutePath());
    }

    @Override
    public void undeploy() {
        child.command("undeploy", "undeploy\t" + APPLICATION);
    }
}
