// SPDX-License-Identifier: Apache-2.0
package ee.parley.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a server has logged since a moment, for those that say by nothing else how a deployment went. */
final class LogTail {
    private final Path log;
    private final long start;

    private LogTail(Path log, long start) {
        this.log = log;
        this.start = start;
    }

    /** Returns what will be logged from now on. */
    static LogTail from(ChildProcess child) {
        try {
            return new LogTail(child.log(), Files.size(child.log()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what has been logged ever, and will be. */
    static LogTail whole(ChildProcess child) {
        return new LogTail(child.log(), 0);
    }

    boolean contains(String text) {
        try {
            byte[] all = Files.readAllBytes(log);
            return new String(all, (int) start, all.length - (int) start, StandardCharsets.UTF_8).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
