// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

import java.util.List;

/**
 * The channels of one namespace, as the reference's sharded and streams adapters name them. Names of namespaces and rooms
 * are put in as they are, so two channels may have one name; what counts is the namespace that a message says it is about.
 *
 * @param all what every node hears
 * @param parley what every Parley node hears, and no other; by how many there are others are told apart
 * @param own what only this node hears
 */
record ChannelNames(String all, String parley, String own) {
    static ChannelNames of(String key, String namespace, String node) {
        String all = key + "#" + namespace + "#";
        return new ChannelNames(all, key + "-parley#" + namespace + "#", all + node + "#");
    }

    /** Returns what only one node hears. */
    String node(String id) {
        return all + id + "#";
    }

    /** Returns what the nodes hear that have a room. */
    String room(String name) {
        return all + name + "#";
    }

    /** Returns what every node subscribes to, in the order in which it does: once it is counted, it hears everything. */
    List<String> ofEveryNode() {
        return List.of(own, parley, all);
    }
}
