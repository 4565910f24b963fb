// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.configuration;

import ee.parley.CorsOptions;
import ee.parley.RecoveryOptions;
import ee.parley.ServerOptions;
import ee.parley.cdi.problem.Problems;
import ee.parley.cdi.problem.Rule;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Reads {@link ServerOptions} from settings: for each component the key {@code parley.} and its name in kebab case. What
 * cannot be is reported, and stays at its default.
 */
final class OptionsReader {
    private static final String PREFIX = "parley.";
    private static final String RECOVERY = "connection-state-recovery.";
    private static final String MILLIS = "a whole number of milliseconds from 1 to 2147483647";
    static final String NUMBER = "a whole number from 1 to 2147483647";

    private final Settings settings;
    private final Problems problems;
    private final ServerOptions.Builder options = ServerOptions.builder();

    OptionsReader(Settings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    ServerOptions read() {
        set(
                "path",
                "a path that begins with /, names something and does not end with /",
                path -> path,
                (builder, path) -> builder.path(path));
        set("ping-interval", MILLIS, OptionsReader::millis, (builder, value) -> builder.pingInterval(value));
        set("ping-timeout", MILLIS, OptionsReader::millis, (builder, value) -> builder.pingTimeout(value));
        set("upgrade-timeout", MILLIS, OptionsReader::millis, (builder, value) -> builder.upgradeTimeout(value));
        set("connect-timeout", MILLIS, OptionsReader::millis, (builder, value) -> builder.connectTimeout(value));
        set(
                "max-http-buffer-size",
                NUMBER,
                OptionsReader::positive,
                (builder, value) -> builder.maxHttpBufferSize(value));
        set(
                "transports",
                "polling, websocket or both, separated by a comma",
                OptionsReader::transports,
                (builder, value) -> builder.transports(value));
        set("allow-upgrades", "true or false", OptionsReader::bool, (builder, value) -> builder.allowUpgrades(value));
        set(
                "http-compression",
                "true or false",
                OptionsReader::bool,
                (builder, value) -> builder.httpCompression(value));
        set("serve-client", "true or false", OptionsReader::bool, (builder, value) -> builder.serveClient(value));
        set("cookie", "a name of letters, digits and _.~-", name -> name, (builder, name) -> builder.cookie(name));
        cors();
        set("ack-timeout", MILLIS, OptionsReader::millis, (builder, value) -> builder.ackTimeout(value));
        set("max-attachments", NUMBER, OptionsReader::positive, (builder, value) -> builder.maxAttachments(value));
        set("max-depth", NUMBER, OptionsReader::positive, (builder, value) -> builder.maxDepth(value));
        set("max-namespaces", NUMBER, OptionsReader::positive, (builder, value) -> builder.maxNamespaces(value));
        set(
                "max-child-namespaces",
                NUMBER,
                OptionsReader::positive,
                (builder, value) -> builder.maxChildNamespaces(value));
        set("max-buffered-bytes", NUMBER, OptionsReader::positive, (builder, value) -> builder.maxBufferedBytes(value));
        set("max-pending-events", NUMBER, OptionsReader::positive, (builder, value) -> builder.maxPendingEvents(value));
        set(
                "emit-after-commit",
                "true or false",
                OptionsReader::bool,
                (builder, value) -> builder.emitAfterCommit(value));
        set(
                "websocket",
                "endpoint or upgrade",
                OptionsReader::webSocketLayer,
                (builder, value) -> builder.websocket(value));
        recovery();
        return options.build();
    }

    /** Without a duration nothing is recovered, so the other keys then have no effect. */
    private void recovery() {
        int millis = value(
                        RECOVERY + "max-disconnection-duration",
                        "a whole number of milliseconds from 0, for never, to 2147483647",
                        OptionsReader::notNegative)
                .orElse(0);
        RecoveryOptions standard = RecoveryOptions.defaults();
        boolean skip = value(RECOVERY + "skip-middlewares", "true or false", OptionsReader::bool)
                .orElse(standard.skipMiddlewares());
        int sessions = value(RECOVERY + "max-sessions", NUMBER, OptionsReader::positive)
                .orElse(standard.maxSessions());
        int events =
                value(RECOVERY + "max-events", NUMBER, OptionsReader::positive).orElse(standard.maxEvents());
        int bytes =
                value(RECOVERY + "max-bytes", NUMBER, OptionsReader::positive).orElse(standard.maxBytes());
        if (millis > 0) {
            options.connectionStateRecovery(
                    new RecoveryOptions(Duration.ofMillis(millis), skip, sessions, events, bytes));
        }
    }

    /** Without origins there is no cross-origin access to configure, so the other keys then have no effect. */
    private void cors() {
        Optional<Set<String>> origins =
                value("cors.origins", "one or more origins, separated by commas", text -> Set.copyOf(list(text)));
        boolean credentials =
                value("cors.credentials", "true or false", OptionsReader::bool).orElse(false);
        List<String> methods = value("cors.methods", "HTTP methods, separated by commas", OptionsReader::list)
                .orElse(List.of());
        List<String> allowed = value(
                        "cors.allowed-headers", "names of headers, separated by commas", OptionsReader::list)
                .orElse(List.of());
        List<String> exposed = value(
                        "cors.exposed-headers", "names of headers, separated by commas", OptionsReader::list)
                .orElse(List.of());
        int maxAge = value("cors.max-age", "a whole number of seconds from 0 to 2147483647", OptionsReader::notNegative)
                .orElse(0);
        if (origins.isEmpty()) {
            return;
        }
        if (credentials && origins.get().contains("*")) {
            problems.add(
                    Rule.BAD_OPTION,
                    PREFIX + "cors.origins",
                    "*",
                    "the origins that may send credentials, or set " + PREFIX + "cors.credentials=false");
            return;
        }
        options.cors(new CorsOptions(origins.get(), credentials, methods, allowed, exposed, maxAge));
    }

    private <T> void set(
            String name, String allowed, Function<String, T> parse, BiConsumer<ServerOptions.Builder, T> setter) {
        value(name, allowed, text -> {
                    T parsed = parse.apply(text);
                    ServerOptions.Builder alone = ServerOptions.builder();
                    setter.accept(alone, parsed);
                    alone.build();
                    return parsed;
                })
                .ifPresent(parsed -> setter.accept(options, parsed));
    }

    private <T> Optional<T> value(String name, String allowed, Function<String, T> parse) {
        return read(settings, PREFIX + name, allowed, parse, problems);
    }

    /** Reads one setting, or reports it. */
    static <T> Optional<T> read(
            Settings settings, String key, String allowed, Function<String, T> parse, Problems problems) {
        Optional<String> text = settings.value(key);
        try {
            return text.map(parse);
        } catch (IllegalArgumentException bad) {
            problems.add(Rule.BAD_OPTION, key, text.orElse(""), allowed);
            return Optional.empty();
        }
    }

    private static Duration millis(String text) {
        return Duration.ofMillis(positive(text));
    }

    static int positive(String text) {
        int number = Integer.parseInt(text);
        if (number <= 0) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    private static int notNegative(String text) {
        int number = Integer.parseInt(text);
        if (number < 0) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    static boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Set<ServerOptions.Transport> transports(String text) {
        Set<ServerOptions.Transport> chosen = EnumSet.noneOf(ServerOptions.Transport.class);
        for (String name : list(text)) {
            chosen.add(Arrays.stream(ServerOptions.Transport.values())
                    .filter(transport -> transport.toString().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(name)));
        }
        return chosen;
    }

    private static ServerOptions.WebSocketLayer webSocketLayer(String text) {
        return switch (text) {
            case "endpoint" -> ServerOptions.WebSocketLayer.ENDPOINT;
            case "upgrade" -> ServerOptions.WebSocketLayer.UPGRADE;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static List<String> list(String text) {
        List<String> items = Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
        if (items.isEmpty()) {
            throw new IllegalArgumentException(text);
        }
        return items;
    }
}
