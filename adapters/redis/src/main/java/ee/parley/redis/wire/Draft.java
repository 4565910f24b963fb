// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis.wire;

import ee.parley.spi.PacketData;
import java.util.Collection;

/**
 * A message that is being written, in JSON or in MessagePack. What stands in a map or list is written after it, then
 * {@link #end}. Not thread-safe.
 */
public sealed interface Draft permits JsonDraft, PackedDraft {
    Draft map(int members);

    Draft list(int elements);

    Draft end();

    /** The name of the member that is written next. */
    Draft key(String name);

    Draft text(String text);

    Draft number(long number);

    Draft flag(boolean flag);

    /** JSON as it is; its attachments where their placeholders are, which only MessagePack can. */
    Draft data(PacketData data);

    default Draft texts(Collection<String> texts) {
        list(texts.size());
        texts.forEach(this::text);
        return end();
    }

    byte[] bytes();
}
