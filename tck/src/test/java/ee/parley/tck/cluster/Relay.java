// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A wire, which can be cut, and can lead elsewhere afterwards. */
final class Relay implements AutoCloseable {
    private final ServerSocket listening;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile boolean cut;

    Relay(int target) {
        this.target = target;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon("relay", this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Breaks every connection; new ones break at once. */
    void cut() {
        cut = true;
        ends.forEach(Relay::close);
    }

    void mend() {
        cut = false;
    }

    /** New connections lead to another port. */
    void leadTo(int port) {
        target = port;
    }

    private void accept() {
        try {
            while (true) {
                Socket near = listening.accept();
                if (cut) {
                    close(near);
                } else {
                    join(near);
                }
            }
        } catch (IOException e) {
            close();
        }
    }

    private void join(Socket near) {
        try {
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            ends.add(near);
            ends.add(far);
            daemon("relay up", () -> pump(near, far));
            daemon("relay down", () -> pump(far, near));
        } catch (IOException e) {
            close(near);
        }
    }

    private void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            close(from);
        } finally {
            close(to);
            ends.remove(from);
        }
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
