// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import ee.parley.runner.Container;
import ee.parley.runner.Launch;
import ee.parley.runner.RunningServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A server under load, in a process of its own.
 *
 * @param name {@code wildfly}, {@code payara}, {@code node} or {@code netty}; the containers also with the transport that is to
 *     carry WebSockets, {@code wildfly+upgrade}
 */
record Server(String name) {
    /** The serial collector leaves up to a twentieth of dead objects where they are, as live ones, unless it always compacts. */
    private static final List<String> HEAP = List.of("-Xmx2g", "-XX:MarkSweepAlwaysCompactCount=1");

    /** What runs; it ends with {@link #close}. */
    interface Running extends AutoCloseable {
        long pid();

        int port();

        @Override
        void close();

        /** Returns a container as one of those under load. */
        static Running of(RunningServer server) {
            return new Running() {
                @Override
                public long pid() {
                    return server.pid();
                }

                @Override
                public int port() {
                    return server.uri().getPort();
                }

                @Override
                public void close() {
                    server.close();
                }
            };
        }
    }

    /** Returns the server without the choice of its transport. */
    String container() {
        int plus = name.indexOf('+');
        return plus < 0 ? name : name.substring(0, plus);
    }

    boolean isContainer() {
        return container().equals("wildfly") || container().equals("payara");
    }

    /** Returns the transport that was chosen: empty for the default. */
    Optional<String> transport() {
        int plus = name.indexOf('+');
        return plus < 0 ? Optional.empty() : Optional.of(name.substring(plus + 1));
    }

    String title() {
        String title = switch (container()) {
            case "wildfly" -> Container.WILDFLY.title();
            case "payara" -> Container.PAYARA_MICRO.title();
            case "node" -> "socket.io on Node";
            case "netty" -> "netty-socketio";
            default -> throw new IllegalArgumentException("no server is called " + name);
        };
        return transport().map(chosen -> title + " (" + chosen + ")").orElse(title);
    }

    /** Returns what of it is measured. The raw endpoint is no different beside another transport. */
    List<Face> faces() {
        if (!isContainer()) {
            return List.of(Face.PEER);
        }
        List<Face> faces = new ArrayList<>();
        if (transport().isEmpty()) {
            faces.add(Face.RAW);
        }
        faces.add(Face.ORDINARY);
        faces.add(Face.NON_BLOCKING);
        return faces;
    }

    /**
     * Returns it, running.
     *
     * @param setup where things are
     * @param jvmOptions further options of its JVM; none for Node
     */
    Running start(Setup setup, List<String> jvmOptions) throws IOException {
        return switch (container()) {
            case "wildfly" -> container(Container.WILDFLY, setup, jvmOptions);
            case "payara" -> container(Container.PAYARA_MICRO, setup, jvmOptions);
            case "node" ->
                PeerProcess.start(
                        setup.logs(),
                        name,
                        port -> List.of(
                                "node",
                                "--expose-gc",
                                setup.reference().toString(),
                                port,
                                setup.nodeHeap().toString()));
            case "netty" -> PeerProcess.start(setup.logs(), name, port -> netty(port, jvmOptions));
            default -> throw new IllegalArgumentException("no server is called " + name);
        };
    }

    private static List<String> netty(String port, List<String> jvmOptions) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(HEAP);
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), NettySocketIo.class.getName(), port));
        return command;
    }

    private Running container(Container container, Setup setup, List<String> jvmOptions) {
        Launch launch = Launch.of(container, setup.war())
                .withJvmOptions(HEAP.toArray(String[]::new))
                .withJvmOptions(jvmOptions.toArray(String[]::new));
        if (transport().isPresent()) {
            launch = launch.with("parley.websocket", transport().get());
        }
        return Running.of(launch.start());
    }

    /** Returns the shell command that prints the bytes of its live heap. */
    String heapProbe(Setup setup, long pid) {
        return container().equals("node")
                ? "kill -USR2 " + pid + "; sleep 1.5; cat " + setup.nodeHeap()
                : setup.liveHeap() + " " + System.getProperty("java.home") + " " + pid;
    }

    private static String java() {
        return System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
    }

    /**
     * Where things are.
     *
     * @param directory {@code benchmarks/} of the project
     */
    record Setup(Path directory) {
        static Setup found() {
            return new Setup(Path.of(System.getProperty("parley.benchmarks")).toAbsolutePath());
        }

        Path war() {
            return directory.resolve("fixture/target/fixture.war");
        }

        Path reference() {
            return directory.resolve("reference/server.mjs");
        }

        Path liveHeap() {
            return directory.resolve("load/live-heap");
        }

        Path target() {
            return directory.resolve("target");
        }

        Path sioload() {
            return target().resolve("sioload");
        }

        Path logs() {
            return target().resolve("servers");
        }

        Path nodeHeap() {
            return target().resolve("node-heap");
        }
    }
}
