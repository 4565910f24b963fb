// SPDX-License-Identifier: Apache-2.0
package ee.parley.runner;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Jetty on the loopback address, embedded in a main class of ours: see {@link JettyChild}. CDI comes with the WAR. */
final class Jetty implements Deployments {
    private final ChildProcess child;
    private final String contextRoot;

    private Jetty(ChildProcess child, String contextRoot) {
        this.child = child;
        this.contextRoot = contextRoot;
    }

    /** Returns the server before its WAR is deployed. */
    static RunningServer boot(Launch launch, int port, Path directory) throws IOException {
        Path scratch = Files.createDirectories(directory.resolve("scratch"));
        List<String> command = launch.java(scratch);
        command.addAll(List.of(
                "-cp",
                Container.JETTY.installation().resolve("*") + File.pathSeparator + ChildProcess.ourClasses(),
                JettyChild.class.getName(),
                Integer.toString(port)));
        ChildProcess child = ChildProcess.start(Container.JETTY.title(), command, directory, scratch);
        try {
            child.expectOk("start");
        } catch (ServerFailedException e) {
            child.close();
            throw e;
        }
        return new RunningServer(child, new Jetty(child, launch.contextRoot()), launch.uriOn(port), launch.war());
    }

    @Override
    public void deploy(Path war) {
        deploy(war, contextRoot);
    }

    @Override
    public void deployBeside(Path war, String contextRoot) {
        deploy(war, contextRoot);
    }

    private void deploy(Path war, String contextRoot) {
        child.command("deploy " + war, "deploy\t" + contextRoot + "\t" + war.toAbsolutePath());
    }

    @Override
    public void undeploy() {
        child.command("undeploy", "undeploy\t" + contextRoot);
    }
}
