// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Mixed traffic on one server for a time: whether all that was sent arrived, and whether heap and threads stay what they are.
 * The arguments: server, seconds. It fails when a count is not equal or something grew.
 *
 * <p>The first fifth only warms up. Memory and threads are read after it, in the middle of the rest and in the end, with
 * no client there and what was left behind timed out.
 */
public final class Soak {
    private static final int ROOMS = 8;
    private static final int LARGE_EVERY = 6;
    private static final int HTTP_THREADS = 4;

    /** A session whose client went without a word is gone after ping interval and ping timeout, 45 s. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(50);

    private static final double HEAP_MAY_GROW = 1.05;
    private static final int THREADS_MAY_GROW = 2;

    private final Server server;
    private final Server.Setup setup = Server.Setup.found();
    private final Duration length;
    private final Ledger ledger = new Ledger();
    private final AtomicInteger rooms = new AtomicInteger();
    private final List<Reading> readings = new ArrayList<>();

    private Soak(Server server, Duration length) {
        this.server = server;
        this.length = length;
    }

    /** What the server holds while nobody is there. */
    private record Reading(String when, double heap, long threads, long residentKilobytes) {
        List<String> cells() {
            return List.of(
                    when,
                    String.format(Locale.ROOT, "%.2f", heap / (1 << 20)),
                    Long.toString(threads),
                    Long.toString(residentKilobytes >> 10));
        }
    }

    public static void main(String[] arguments) throws Exception {
        Duration length = Duration.ofSeconds(Integer.parseInt(arguments[1]));
        System.exit(new Soak(new Server(arguments[0]), length).run() ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException, ExecutionException {
        ExecutorService cohorts = Executors.newFixedThreadPool(ROOMS);
        ExecutorService http = Executors.newFixedThreadPool(HTTP_THREADS);
        try (Server.Running running = server.start(setup, Words.of(System.getProperty("parley.benchmarks.jvm", "")))) {
            HttpClient client = HttpClient.newBuilder()
                    .executor(http)
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();
            Connection.Dialer dialer = new Connection.Dialer(client, "127.0.0.1:" + running.port());
            traffic(cohorts, dialer, length.dividedBy(5));
            read("after warm-up", running);
            traffic(cohorts, dialer, length.multipliedBy(2).dividedBy(5));
            read("in the middle", running);
            traffic(cohorts, dialer, length.multipliedBy(2).dividedBy(5));
            read("at the end", running);
        } finally {
            cohorts.shutdownNow();
            http.shutdownNow();
        }
        return told();
    }

    /** Lets rooms live and die, several at a time; returns when all are through. */
    private void traffic(ExecutorService cohorts, Connection.Dialer dialer, Duration time)
            throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + time.toNanos();
        List<Future<?>> lives = new ArrayList<>();
        for (int i = 0; i < ROOMS; i++) {
            lives.add(cohorts.submit(() -> {
                do {
                    int number = rooms.incrementAndGet();
                    Cohort.Shape shape = number % LARGE_EVERY == 0 ? Cohort.Shape.LARGE : Cohort.Shape.SMALL;
                    new Cohort(shape, "room " + number, dialer, ledger).live();
                } while (System.nanoTime() < end);
                return null;
            }));
        }
        for (Future<?> life : lives) {
            life.get();
        }
    }

    private void read(String when, Server.Running running) throws IOException, InterruptedException {
        boolean whole = length.compareTo(FORGOTTEN.multipliedBy(4)) > 0;
        long settled = System.nanoTime() + (whole ? FORGOTTEN : FORGOTTEN.dividedBy(10)).toNanos();
        while (System.nanoTime() < settled) {
            LockSupport.parkNanos(settled - System.nanoTime());
        }
        String status = Files.readString(Path.of("/proc", Long.toString(running.pid()), "status"));
        readings.add(new Reading(when, heap(running), field(status, "Threads:"), field(status, "VmRSS:")));
        System.err.println(readings.get(readings.size() - 1));
    }

    private double heap(Server.Running running) throws IOException {
        Process probe = new ProcessBuilder("bash", "-c", server.heapProbe(setup, running.pid())).start();
        String printed = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Double.parseDouble(printed.strip());
    }

    static long field(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> Words.of(line).get(1))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }

    private boolean told() {
        Reading start = readings.get(0);
        Reading end = readings.get(readings.size() - 1);
        boolean heapIsFlat = end.heap() <= HEAP_MAY_GROW * start.heap();
        boolean threadsAreFlat = end.threads() <= start.threads() + THREADS_MAY_GROW;
        StringBuilder text =
                new StringBuilder(server.title() + ", " + length.toSeconds() + " s, " + rooms + " rooms\n\n");
        Table.line(text, List.of("with no client", "live heap, MiB", "threads", "RSS, MiB"));
        Table.line(text, List.of("---", "---", "---", "---"));
        readings.forEach(reading -> Table.line(text, reading.cells()));
        text.append('\n').append(ledger.markdown()).append('\n');
        text.append(heapIsFlat ? "heap flat" : "HEAP GREW").append(", ");
        text.append(threadsAreFlat ? "threads flat" : "THREADS GREW").append(", ");
        text.append(ledger.balanced() ? "every count equal" : "COUNTS DIFFER").append('\n');
        new PrintStream(System.out, true, StandardCharsets.UTF_8).print(text);
        return heapIsFlat && threadsAreFlat && ledger.balanced();
    }
}
