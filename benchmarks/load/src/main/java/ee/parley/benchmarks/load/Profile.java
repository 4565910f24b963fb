// SPDX-License-Identifier: Apache-2.0
package ee.parley.benchmarks.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Prints where a recorded server spent its time, from the samples of JDK Flight Recorder. The argument: the recording.
 *
 * <p>What the kernel does for a thread is not sampled by JFR: its part is what {@code sioload} measured less what is seen here.
 */
public final class Profile {
    private static final String OURS = "ee.parley.";
    private static final String FIXTURE = "ee.parley.benchmarks.";
    private static final int TOP = 25;

    private final Map<String, Integer> itself = new HashMap<>();
    private final Map<String, Integer> under = new HashMap<>();
    private final Map<String, Integer> oursItself = new HashMap<>();
    private final Map<String, Integer> oursOnBehalf = new HashMap<>();
    private final Map<String, Long> allocated = new HashMap<>();
    private final Map<String, Long> allocatedBy = new HashMap<>();
    private int samples;

    private Profile() {}

    public static void main(String[] arguments) throws IOException {
        Profile profile = new Profile();
        try (RecordingFile file = new RecordingFile(Path.of(arguments[0]))) {
            while (file.hasMoreEvents()) {
                profile.add(file.readEvent());
            }
        }
        profile.print(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }

    private void add(RecordedEvent event) {
        RecordedStackTrace stack = event.getStackTrace();
        if (stack == null) {
            return;
        }
        List<String> frames = frames(stack);
        if (frames.isEmpty()) {
            return;
        }
        switch (event.getEventType().getName()) {
            case "jdk.ExecutionSample" -> executed(frames);
            case "jdk.ObjectAllocationSample" ->
                allocated(event.getClass("objectClass").getName(), event.getLong("weight"), frames);
            default -> {}
        }
    }

    private static List<String> frames(RecordedStackTrace stack) {
        List<String> names = new ArrayList<>();
        for (RecordedFrame frame : stack.getFrames()) {
            RecordedMethod method = frame.getMethod();
            names.add(method.getType().getName() + "." + method.getName());
        }
        return names;
    }

    private void executed(List<String> frames) {
        samples++;
        itself.merge(frames.get(0), 1, Integer::sum);
        Set<String> once = new HashSet<>(frames);
        once.forEach(frame -> under.merge(frame, 1, Integer::sum));
        String nearest = nearestOfOurs(frames);
        oursOnBehalf.merge(nearest, 1, Integer::sum);
        if (isOurs(frames.get(0))) {
            oursItself.merge(frames.get(0), 1, Integer::sum);
        }
    }

    private void allocated(String type, long weight, List<String> frames) {
        allocated.merge(type, weight, Long::sum);
        allocatedBy.merge(nearestOfOurs(frames), weight, Long::sum);
    }

    private static String nearestOfOurs(List<String> frames) {
        return frames.stream().filter(Profile::isOurs).findFirst().orElse("(none of ours on the stack)");
    }

    private static boolean isOurs(String frame) {
        return frame.startsWith(OURS) && !frame.startsWith(FIXTURE) && !frame.startsWith("ee.parley.runner.");
    }

    private void print(PrintStream out) {
        out.println(samples + " samples of running Java code");
        print(out, "By the method of ours that ran, or that called what ran", oursOnBehalf, samples);
        print(out, "Our code itself", oursItself, samples);
        print(out, "All code, itself", itself, samples);
        print(out, "All code, with what it calls", under, samples);
        print(out, "Allocated, by the method of ours", allocatedBy, total(allocatedBy));
        print(out, "Allocated, by type", allocated, total(allocated));
    }

    private static long total(Map<String, Long> weights) {
        return weights.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void print(PrintStream out, String title, Map<String, ? extends Number> weights, long total) {
        out.println();
        out.println("## " + title);
        weights.entrySet().stream()
                .sorted((one, other) -> Long.compare(
                        other.getValue().longValue(), one.getValue().longValue()))
                .limit(TOP)
                .forEach(entry -> out.println(String.format(
                        Locale.ROOT, "%5.1f %%  %s", 100.0 * entry.getValue().longValue() / total, entry.getKey())));
    }
}
