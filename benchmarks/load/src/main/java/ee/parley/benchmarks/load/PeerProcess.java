// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A server that is not a container: it is up when its port answers. */
final class PeerProcess implements Server.Running {
    private static final int BOUND_SECONDS = 60;

    private final Process process;
    private final int port;
    private final Thread hook;

    private PeerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
        this.hook = new Thread(process::destroyForcibly, "end of a server");
    }

    static PeerProcess start(Path logs, String name, Function<String, List<String>> command) throws IOException {
        int port = freePort();
        Path log = Files.createDirectories(logs).resolve(name + ".log");
        Process process = new ProcessBuilder(command.apply(Integer.toString(port)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        PeerProcess peer = new PeerProcess(process, port);
        Runtime.getRuntime().addShutdownHook(peer.hook);
        peer.awaitPort(log);
        return peer;
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private void awaitPort(Path log) throws IOException {
        for (int i = 0; i < BOUND_SECONDS * 10; i++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return;
            } catch (IOException notYet) {
                if (ended(100)) {
                    throw new IOException("The server ended with " + process.exitValue() + ", see " + log, notYet);
                }
            }
        }
        close();
        throw new IOException("The server did not answer in " + BOUND_SECONDS + " s, see " + log);
    }

    private boolean ended(long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        if (!ended(5_000)) {
            process.destroyForcibly();
        }
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
