// SPDX-License-Identifier: Apache-2.0
package ee.parley.redis;

/**
 * The channels of one namespace, as the reference's classic adapter names them. Names of namespaces and rooms are put in as
 * they are, so two channels may have one name; what counts is the namespace that a message says it is about.
 *
 * @param all what every node hears that is for everybody, or for several rooms
 * @param requests what every node hears; by who is subscribed to it nodes are counted
 * @param parley what every Parley node hears, and no other; by how many there are others are told apart
 * @param responses what every node hears of answers
 */
record ClassicNames(String all, String requests, String parley, String responses) {
    static ClassicNames of(String key, String namespace) {
        String end = "#" + namespace + "#";
        return new ClassicNames(key + end, key + "-request" + end, key + "-parley" + end, key + "-response" + end);
    }

    /** Returns what the nodes hear that have a room. */
    String room(String name) {
        return all + name + "#";
    }

    /** Returns what only one node hears of answers. */
    String responses(String node) {
        return responses + node + "#";
    }

    /** Returns the glob pattern of {@link #all} and the channels of all rooms, in which no name is more than a name. */
    String pattern() {
        StringBuilder pattern = new StringBuilder(all.length() + 1);
        for (int i = 0; i < all.length(); i++) {
            char c = all.charAt(i);
            if ("*?[]\\".indexOf(c) >= 0) {
                pattern.append('\\');
            }
            pattern.append(c);
        }
        return pattern.append('*').toString();
    }

    /** Returns the room whose channel it is; empty for the channel of all. */
    String roomOf(String channel) {
        return channel.length() > all.length() ? channel.substring(all.length(), channel.length() - 1) : "";
    }
}
