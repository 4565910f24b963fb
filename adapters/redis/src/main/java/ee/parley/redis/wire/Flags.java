// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis.wire;

import java.time.Duration;
import java.util.Optional;

/**
 * How the receiver of a broadcast is to send it. What is as usual is not written.
 *
 * @param dispensable whether it may be lost: {@code volatile}
 * @param compress whether it may be compressed
 * @param timeout how long answers are waited for; empty when none are
 */
public record Flags(boolean dispensable, boolean compress, Optional<Duration> timeout) {
    public void write(Draft out) {
        out.map((dispensable ? 1 : 0) + (compress ? 0 : 1) + (timeout.isPresent() ? 1 : 0));
        if (dispensable) {
            out.key("volatile").flag(true);
        }
        if (!compress) {
            out.key("compress").flag(false);
        }
        timeout.ifPresent(time -> out.key("timeout").number(time.toMillis()));
        out.end();
    }
}
