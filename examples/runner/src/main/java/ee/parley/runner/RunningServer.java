// SPDX-License-Identifier: Apache-2.0
package ee.parley.runner;

import java.net.URI;
import java.nio.file.Path;

/**
 * A server in a process of its own, with one WAR. Its process ends with {@link #close}, and with ours however ours ends.
 * <p>Callable from any thread, one call at a time.
 */
public final class RunningServer implements AutoCloseable {
    private final ChildProcess child;
    private final Deployments deployments;
    private final URI uri;
    private Path war;

    RunningServer(ChildProcess child, Deployments deployments, URI uri, Path war) {
        this.child = child;
        this.deployments = deployments;
        this.uri = uri;
        this.war = war;
    }

    /** Returns where the WAR answers, ending with a slash. */
    public URI uri() {
        return uri;
    }

    /** Returns the server's process. */
    public long pid() {
        return child.pid();
    }

    /** Returns what the server printed; the file stays after {@link #close}. */
    public Path log() {
        return child.log();
    }

    /**
     * Puts {@code war} at the context root, which must be free, and returns when it answers.
     *
     * @throws ServerFailedException when the server refuses the WAR or does not answer in time
     */
    public void deploy(Path war) {
        this.war = war;
        deployments.deploy(war);
        child.awaitAnswerAt(uri);
    }

    /**
     * Deploys a further WAR, which stays as long as the server does, and returns where it answers.
     *
     * @param contextRoot its path, beginning with a slash; free, and not the root of the server
     * @throws ServerFailedException when the server refuses the WAR or does not answer in time
     */
    public URI deployBeside(Path war, String contextRoot) {
        deployments.deployBeside(war, contextRoot);
        URI beside = uri.resolve(contextRoot + "/");
        child.awaitAnswerAt(beside);
        return beside;
    }

    /** Takes the WAR away; the server goes on. */
    public void undeploy() {
        deployments.undeploy();
    }

    /** Takes the WAR away and puts it back. */
    public void redeploy() {
        undeploy();
        deploy(war);
    }

    /** Returns the exit code of the server's process, once it has ended. */
    public int awaitEnd() throws InterruptedException {
        return child.awaitEnd();
    }

    /** Returns whether the server was told to end, by {@link #close} or because our JVM ends. */
    public boolean closing() {
        return child.closing();
    }

    /** Ends the process at once, giving nobody the time to say goodbye. */
    public void kill() {
        child.kill();
    }

    /** Ends the server in order, by force when it takes too long; returns when the process is gone. Idempotent. */
    @Override
    public void close() {
        child.close();
    }
}
