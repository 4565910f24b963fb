// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Keeps what is logged, of every level, so that a test can read it; found by the service loader. */
public final class LogRecords extends System.LoggerFinder {
    private static final BlockingQueue<String> RECORDS = new ArrayBlockingQueue<>(5_000);

    /** Forgets what earlier tests have logged. */
    static void clear() {
        RECORDS.clear();
    }

    /** Returns the records with a code since the last {@link #clear}: {@code WARNING PARLEY4001 …}. */
    static List<String> of(String code) {
        List<String> found = new ArrayList<>(RECORDS);
        found.removeIf(each -> !each.contains(code + ' '));
        return found;
    }

    @Override
    public System.Logger getLogger(String name, Module module) {
        return new Recorder(name);
    }

    private record Recorder(String name) implements System.Logger {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
            keep(level, message + (thrown == null ? "" : " (" + thrown + ")"));
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... values) {
            keep(level, new MessageFormat(String.valueOf(format), Locale.ROOT).format(values));
        }

        private static void keep(Level level, String line) {
            boolean unused = RECORDS.offer(level + " " + line);
        }
    }
}
