// SPDX-License-Identifier: Apache-2.0
package ee.parley.jgroups;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jgroups.JChannel;
import org.jgroups.protocols.Discovery;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.protocols.FRAG2;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.MPING;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.UFC;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;

/**
 * Where the nodes are, and how they speak.
 *
 * @param cluster what all nodes call it
 * @param hosts where some of them are; none to ask by multicast
 * @param bindAddress the address of this node; empty to have JGroups choose
 * @param bindPort the first port to try
 * @param portRange how many ports after it may be tried, here and on the other hosts
 * @param joinTimeout how long, in milliseconds, a node waits for others before it takes itself for the first
 * @param stack a stack of one's own, as a resource or a file
 */
record JGroupsOptions(
        String cluster,
        List<InetSocketAddress> hosts,
        Optional<String> bindAddress,
        int bindPort,
        int portRange,
        int joinTimeout,
        Optional<String> stack) {
    static final int DEFAULT_PORT = 7800;
    private static final String FORM =
            "give it as jgroups://host:port,host:port/name, or as jgroups:name for multicast";

    JGroupsOptions {
        hosts = List.copyOf(hosts);
    }

    static JGroupsOptions of(URI address, Function<String, Optional<String>> settings) {
        int bindPort = number(settings, "parley.jgroups.bind-port", DEFAULT_PORT, 1, 65_535);
        return new JGroupsOptions(
                cluster(address),
                hosts(address),
                settings.apply("parley.jgroups.bind-address"),
                bindPort,
                number(settings, "parley.jgroups.port-range", 3, 0, 100),
                number(settings, "parley.jgroups.join-timeout", 2000, 1, 600_000),
                settings.apply("parley.jgroups.stack"));
    }

    private static String cluster(URI address) {
        String name = address.isOpaque()
                ? address.getSchemeSpecificPart()
                : address.getPath().replaceFirst("^/", "");
        if (name.isBlank()) {
            throw new IllegalArgumentException("parley.cluster is " + address + ", without a name: " + FORM);
        }
        return name;
    }

    private static List<InetSocketAddress> hosts(URI address) {
        List<InetSocketAddress> hosts = new ArrayList<>();
        if (!address.isOpaque() && address.getRawAuthority() != null) {
            for (String host : address.getRawAuthority().split(",", -1)) {
                hosts.add(host(address, host));
            }
        }
        return hosts;
    }

    private static InetSocketAddress host(URI address, String text) {
        URI host;
        try {
            host = new URI("host://" + text);
        } catch (URISyntaxException e) {
            throw noHost(address, text);
        }
        if (host.getHost() == null) {
            throw noHost(address, text);
        }
        return InetSocketAddress.createUnresolved(
                host.getHost().replaceAll("^\\[|]$", ""), host.getPort() < 0 ? DEFAULT_PORT : host.getPort());
    }

    private static IllegalArgumentException noHost(URI address, String text) {
        return new IllegalArgumentException(
                "parley.cluster is " + address + ", and \"" + text + "\" is no host: " + FORM);
    }

    private static int number(
            Function<String, Optional<String>> settings, String name, int otherwise, int least, int most) {
        Optional<String> text = settings.apply(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text.get());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, with what would be right.
        }
        throw new IllegalArgumentException(
                name + " is " + text.get() + ": give it a number from " + least + " to " + most);
    }

    /** A new channel, not connected yet. */
    JChannel channel() throws Exception {
        if (stack.isPresent()) {
            try (InputStream in = open(stack.get())) {
                return new JChannel(in);
            }
        }
        TCP transport = new TCP();
        List<InetSocketAddress> resolved = resolved();
        Optional<InetAddress> own = ownAddress(resolved);
        own.ifPresent(transport::setBindAddress);
        transport.setBindPort(bindPort);
        transport.setPortRange(portRange);
        transport.disableDiagnostics();
        FD_SOCK2 watch = new FD_SOCK2();
        own.ifPresent(watch::setBindAddress);
        return new JChannel(
                transport,
                discovery(resolved, own),
                new MERGE3().setMinInterval(2000).setMaxInterval(6000),
                watch,
                new FD_ALL3().setInterval(3000).setTimeout(12_000),
                new VERIFY_SUSPECT2().setTimeout(1000),
                new NAKACK2().useMcastXmit(false),
                new UNICAST3(),
                new STABLE(),
                new GMS().setJoinTimeout(joinTimeout),
                new UFC(),
                new FRAG2());
    }

    private static InputStream open(String name) throws IOException {
        InputStream resource = Thread.currentThread().getContextClassLoader().getResourceAsStream(name);
        return resource != null ? resource : Files.newInputStream(Path.of(name));
    }

    /** Looked up for each attempt to connect: an address may change while a node is away. */
    private List<InetSocketAddress> resolved() {
        return hosts.stream()
                .map(host -> new InetSocketAddress(host.getHostString(), host.getPort()))
                .filter(host -> !host.isUnresolved())
                .toList();
    }

    /** Nodes that are all on this machine do not need the network. */
    private Optional<InetAddress> ownAddress(List<InetSocketAddress> resolved) throws UnknownHostException {
        if (bindAddress.isPresent()) {
            return Optional.of(InetAddress.getByName(bindAddress.get()));
        }
        boolean here = !resolved.isEmpty()
                && resolved.stream().allMatch(host -> host.getAddress().isLoopbackAddress());
        return here ? Optional.of(resolved.get(0).getAddress()) : Optional.empty();
    }

    private Discovery discovery(List<InetSocketAddress> resolved, Optional<InetAddress> own) {
        if (hosts.isEmpty()) {
            MPING multicast = new MPING();
            own.ifPresent(multicast::setBindAddr);
            return multicast;
        }
        TCPPING hostList = new TCPPING();
        hostList.setInitialHosts(resolved.stream().flatMap(this::ports).toList());
        // A node knows the addresses of all others from any of them, or two that are not listed could not speak.
        hostList.returnEntireCache(true);
        return hostList;
    }

    private Stream<InetSocketAddress> ports(InetSocketAddress host) {
        return IntStream.rangeClosed(host.getPort(), Math.min(host.getPort() + portRange, 65_535))
                .mapToObj(port -> new InetSocketAddress(host.getAddress(), port));
    }
}
