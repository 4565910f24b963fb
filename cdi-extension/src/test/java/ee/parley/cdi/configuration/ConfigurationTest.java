// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.CorsOptions;
import ee.parley.RecoveryOptions;
import ee.parley.ServerOptions;
import ee.parley.cdi.problem.Problems;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
    private final Map<String, String> settings = new HashMap<>();
    private final Set<String> asked = new HashSet<>();
    private final Problems problems = new Problems();

    private Configuration read(String... keysAndValues) {
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return Configuration.read(
                key -> {
                    asked.add(key);
                    return Optional.ofNullable(settings.get(key));
                },
                problems);
    }

    private List<String> problemsOf(String... keysAndValues) {
        Configuration configuration = read(keysAndValues);
        assertThat(configuration.options()).isEqualTo(ServerOptions.defaults());
        return problems.report().lines().skip(1).map(String::strip).toList();
    }

    @Test
    void withoutSettingsThereAreDefaults() {
        assertThat(read()).isEqualTo(new Configuration(ServerOptions.defaults(), 64, false, Optional.empty()));
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void everyOptionHasAKey() {
        read("parley.cors.origins", "https://a.example");
        Set<String> keys = new HashSet<>(Set.of("parley.handler-threads", "parley.virtual-threads", "parley.cluster"));
        for (RecordComponent option : ServerOptions.class.getRecordComponents()) {
            if (!Set.of("cors", "connectionStateRecovery").contains(option.getName())) {
                keys.add("parley." + kebab(option.getName()));
            }
        }
        for (RecordComponent option : CorsOptions.class.getRecordComponents()) {
            keys.add("parley.cors." + kebab(option.getName()));
        }
        for (RecordComponent option : RecoveryOptions.class.getRecordComponents()) {
            keys.add("parley.connection-state-recovery." + kebab(option.getName()));
        }
        assertThat(asked).isEqualTo(keys);
    }

    @Test
    void theGuideNamesEveryKey() throws IOException {
        read("parley.cors.origins", "https://a.example");
        String page = Files.readString(Path.of("../docs/guide/configuration.md"));
        Stream<String> rows = page.lines().filter(line -> line.startsWith("| `parley."));
        Pattern adapters = Pattern.compile("parley\\.(redis|jgroups)\\..*");
        assertThat(rows.map(row -> row.substring(3, row.indexOf('`', 3)))
                        .filter(key -> !adapters.matcher(key).matches()))
                .containsExactlyInAnyOrderElementsOf(asked);
    }

    private static String kebab(String name) {
        return name.replaceAll("[A-Z]", "-$0").toLowerCase(Locale.ROOT);
    }

    @Test
    void everyOptionTakesItsValue() {
        Configuration configuration = read(
                "parley.path", "/rt",
                "parley.ping-interval", "1",
                "parley.ping-timeout", "2",
                "parley.upgrade-timeout", "3",
                "parley.connect-timeout", "4",
                "parley.max-http-buffer-size", "5",
                "parley.transports", "websocket",
                "parley.allow-upgrades", "false",
                "parley.http-compression", "false",
                "parley.serve-client", "false",
                "parley.cookie", "io",
                "parley.cors.origins", "https://a.example, https://b.example",
                "parley.cors.credentials", "true",
                "parley.cors.methods", "GET,POST",
                "parley.cors.allowed-headers", "x-a",
                "parley.cors.exposed-headers", "x-b",
                "parley.cors.max-age", "6",
                "parley.ack-timeout", "7",
                "parley.max-attachments", "8",
                "parley.max-depth", "9",
                "parley.max-namespaces", "10",
                "parley.max-child-namespaces", "14",
                "parley.max-buffered-bytes", "11",
                "parley.max-pending-events", "12",
                "parley.emit-after-commit", "true",
                "parley.websocket", "upgrade",
                "parley.connection-state-recovery.max-disconnection-duration", "15",
                "parley.connection-state-recovery.skip-middlewares", "false",
                "parley.connection-state-recovery.max-sessions", "16",
                "parley.connection-state-recovery.max-events", "17",
                "parley.connection-state-recovery.max-bytes", "18",
                "parley.handler-threads", "13",
                "parley.virtual-threads", "true",
                "parley.cluster", "redis://cache");
        assertThat(configuration)
                .isEqualTo(new Configuration(
                        new ServerOptions(
                                "/rt",
                                Duration.ofMillis(1),
                                Duration.ofMillis(2),
                                Duration.ofMillis(3),
                                Duration.ofMillis(4),
                                5,
                                Set.of(ServerOptions.Transport.WEBSOCKET),
                                false,
                                false,
                                false,
                                Optional.of("io"),
                                Optional.of(new CorsOptions(
                                        Set.of("https://a.example", "https://b.example"),
                                        true,
                                        List.of("GET", "POST"),
                                        List.of("x-a"),
                                        List.of("x-b"),
                                        6)),
                                Duration.ofMillis(7),
                                8,
                                9,
                                10,
                                14,
                                11,
                                12,
                                true,
                                ServerOptions.WebSocketLayer.UPGRADE,
                                Optional.of(new RecoveryOptions(Duration.ofMillis(15), false, 16, 17, 18))),
                        13,
                        true,
                        Optional.of(URI.create("redis://cache"))));
        assertThat(problems.isEmpty()).isTrue();
        assertThat(configuration.with(configuration.options(), "/rt")).isEqualTo(configuration);
    }

    @Test
    void nothingIsRecoveredWithoutADuration() {
        assertThat(read().options().connectionStateRecovery()).isEmpty();
        assertThat(read("parley.connection-state-recovery.max-disconnection-duration", "0")
                        .options()
                        .connectionStateRecovery())
                .isEmpty();
        assertThat(read("parley.connection-state-recovery.max-disconnection-duration", "120000")
                        .options()
                        .connectionStateRecovery())
                .contains(RecoveryOptions.defaults());
    }

    @Test
    void everyBadValueIsReportedWithWhatIsAllowed() {
        assertThat(problemsOf(
                        "parley.path", "rt/",
                        "parley.ping-interval", "soon",
                        "parley.ping-timeout", "0",
                        "parley.max-http-buffer-size", "3000000000",
                        "parley.transports", "polling,carrier-pigeon",
                        "parley.allow-upgrades", "yes",
                        "parley.cookie", "a b",
                        "parley.cors.origins", " , ",
                        "parley.cors.max-age", "-1",
                        "parley.handler-threads", "-4"))
                .containsExactly(
                        "PARLEY6035 parley.allow-upgrades: \"yes\" is not allowed. Give true or false.",
                        "PARLEY6035 parley.cookie: \"a b\" is not allowed. Give a name of letters, digits and _.~-.",
                        "PARLEY6035 parley.cors.max-age: \"-1\" is not allowed. Give a whole number of seconds from 0 to"
                                + " 2147483647.",
                        "PARLEY6035 parley.cors.origins: \" , \" is not allowed. Give one or more origins, separated by"
                                + " commas.",
                        "PARLEY6035 parley.handler-threads: \"-4\" is not allowed. Give a whole number from 1 to"
                                + " 2147483647.",
                        "PARLEY6035 parley.max-http-buffer-size: \"3000000000\" is not allowed. Give a whole number from 1"
                                + " to 2147483647.",
                        "PARLEY6035 parley.path: \"rt/\" is not allowed. Give a path that begins with /, names something"
                                + " and does not end with /.",
                        "PARLEY6035 parley.ping-interval: \"soon\" is not allowed. Give a whole number of milliseconds"
                                + " from 1 to 2147483647.",
                        "PARLEY6035 parley.ping-timeout: \"0\" is not allowed. Give a whole number of milliseconds from 1"
                                + " to 2147483647.",
                        "PARLEY6035 parley.transports: \"polling,carrier-pigeon\" is not allowed. Give polling, websocket"
                                + " or both, separated by a comma.");
    }

    @Test
    void credentialsFromAnyOriginAreReported() {
        assertThat(problemsOf("parley.cors.origins", "*", "parley.cors.credentials", "true"))
                .containsExactly("PARLEY6035 parley.cors.origins: \"*\" is not allowed. Give the origins that may send"
                        + " credentials, or set parley.cors.credentials=false.");
    }

    @Test
    void aSystemPropertyIsASettingWhereTheContainerHasNoConfiguration() {
        System.setProperty("parley.max-depth", " 7 ");
        try {
            assertThat(Settings.ofContainer().value("parley.max-depth")).contains("7");
        } finally {
            System.clearProperty("parley.max-depth");
        }
        assertThat(Settings.ofContainer().value("parley.max-depth")).isEmpty();
    }

    @Test
    void aBlankSettingIsNone() {
        System.setProperty("parley.cookie", " ");
        try {
            assertThat(Settings.ofContainer().value("parley.cookie")).isEmpty();
        } finally {
            System.clearProperty("parley.cookie");
        }
    }

    @Test
    void optionsFromElsewhereKeepThePathThatTheContainerKnows() {
        ServerOptions produced =
                ServerOptions.builder().path("/ignored").maxDepth(3).build();
        Configuration configuration = read("parley.handler-threads", "5", "parley.virtual-threads", "true")
                .with(produced, "/rt");
        assertThat(configuration.options())
                .isEqualTo(ServerOptions.builder().path("/rt").maxDepth(3).build());
        assertThat(configuration.handlerThreads()).isEqualTo(5);
        assertThat(configuration.virtualThreads()).isTrue();
    }
}
