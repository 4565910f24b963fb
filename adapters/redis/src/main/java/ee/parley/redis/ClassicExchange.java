// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import ee.parley.redis.wire.JsonTexts;
import ee.parley.spi.ClusterChannel;
import ee.parley.spi.ClusterListener;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Publish/subscribe: {@code createAdapter} of {@code @socket.io/redis-adapter}.
 *
 * @param link the link to Redis
 * @param node the id of this node
 * @param key what the names of all channels begin with
 * @param specificResponses whether answers go to the node alone that has asked
 * @param json reads and writes JSON
 */
record ClassicExchange(Link link, String node, String key, boolean specificResponses, JsonTexts json)
        implements Exchange {
    /** Six characters, as the ids of the reference. */
    private static final int ID_BYTES = 6;

    private static final int ID_CHARACTERS = 6;

    ClassicExchange(Link link, String key, boolean specificResponses) {
        this(link, newId(), key, specificResponses, new JsonTexts());
    }

    private static String newId() {
        byte[] random = new byte[ID_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().encodeToString(random).substring(0, ID_CHARACTERS);
    }

    @Override
    public ClusterChannel open(String namespace, ClusterListener listener) {
        return new ClassicChannel(this, namespace, listener);
    }
}
