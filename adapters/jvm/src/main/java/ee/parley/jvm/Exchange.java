// SPDX-License-Identifier: Apache-2.0
package ee.parley.jvm;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * Where the nodes of one cluster find each other: the MBean server of the platform, the one thing that all class loaders of a
 * JVM share which has names, an end for each entry, and no need of a class in common. Thread-safe.
 *
 * <p>Each node is an MBean whose interface is {@link Function}, called with references, nothing is serialized. Nothing stays
 * behind a node that has {@linkplain #leave left}.
 */
final class Exchange {
    private static final String[] ARGUMENT = {"java.lang.Object"};

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final String cluster;
    private final ObjectName own;
    private final ObjectName everybody;

    Exchange(String cluster, String node) {
        this.cluster = ObjectName.quote(cluster);
        this.own = named(node);
        this.everybody = name("*");
    }

    private ObjectName named(String node) {
        return name(ObjectName.quote(node));
    }

    private ObjectName name(String node) {
        try {
            return new ObjectName("ee.parley:type=ClusterNode,cluster=" + cluster + ",node=" + node);
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }

    /** From now on others reach this node. Asked with types of the JDK only, and answers so. */
    void join(Function<Object, Object> ears) {
        try {
            server.registerMBean(new StandardMBean(ears, Function.class), own);
        } catch (JMException e) {
            throw new IllegalStateException("The MBean server of the platform takes no entry: " + e.getMessage(), e);
        }
    }

    /** Does nothing for a node that has not joined. */
    void leave() {
        try {
            server.unregisterMBean(own);
        } catch (InstanceNotFoundException e) {
            // Not there, which is what was asked for.
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }

    /** All nodes of the cluster but this one. */
    List<Peer> others() {
        Set<ObjectName> nodes = server.queryNames(everybody, null);
        return nodes.stream().filter(node -> !node.equals(own)).map(Peer::new).toList();
    }

    /** One node, which may have left. */
    Peer peer(String node) {
        return new Peer(named(node));
    }

    /** Another node. */
    final class Peer {
        private final ObjectName name;

        private Peer(ObjectName name) {
            this.name = name;
        }

        String id() {
            return ObjectName.unquote(name.getKeyProperty("node"));
        }

        /** Hands over a message, or asks about a namespace: whatever its {@link Inbox} understands. */
        Answer ask(Object message) {
            try {
                Object said = server.invoke(name, "apply", new Object[] {message}, ARGUMENT);
                return Boolean.TRUE.equals(said) ? Answer.YES : Answer.NO;
            } catch (InstanceNotFoundException e) {
                return Answer.GONE;
            } catch (JMException | RuntimeException e) {
                JvmLog.nodeFails(name.toString(), e);
                return Answer.NO;
            }
        }
    }

    enum Answer {
        YES,
        NO,
        GONE
    }
}
