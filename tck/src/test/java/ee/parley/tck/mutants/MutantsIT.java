// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import ee.parley.runner.Container;
import ee.parley.runner.Launch;
import ee.parley.runner.RunningServer;
import ee.parley.tck.server.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Each fault is put into the application, which is deployed anew, and its test is run: it must fail. Without the fault it
 * must not, which is looked at first.
 */
@Tag("mutants")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MutantsIT {
    private static final Path TCK = Path.of("").toAbsolutePath();
    private static final Path WAR = Path.of(System.getProperty("parley.tck.war", "target/tck.war"));
    private static final List<String> PACKAGES = List.of("wire", "cdi", "client");

    /** All of them, unless some are asked for. */
    private static final Pattern CHOSEN = Pattern.compile(System.getProperty("parley.tck.mutant", ""));

    private final Map<Variant, RunningServer> servers = new EnumMap<>(Variant.class);
    private final List<Mutant> mutants = Mutant.in(TCK.resolve("mutants"))
            .filter(mutant -> CHOSEN.matcher(mutant.fault()).find())
            .toList();
    private final Path directory = TCK.resolve("target/mutants");
    private final List<String> caught = new ArrayList<>();

    @BeforeAll
    void startServers() {
        for (Variant variant : mutants.stream().map(Mutant::variant).distinct().toList()) {
            Launch launch = Launch.of(Container.WILDFLY, WAR);
            for (Map.Entry<String, String> option : variant.options().entrySet()) {
                launch = launch.with(option.getKey(), option.getValue());
            }
            RunningServer server = launch.start();
            servers.put(variant, server);
            String property = "parley.tck.url";
            System.setProperty(property, server.uri().toString());
            if (variant != Variant.DEFAULTS) {
                System.setProperty(
                        property + '.' + variant.name().toLowerCase(Locale.ROOT),
                        server.uri().toString());
            }
        }
        // Whatever it is, it is asked for by those that run with the defaults only.
        RunningServer defaults = servers.get(Variant.DEFAULTS);
        if (defaults != null) {
            System.setProperty("parley.tck.url", defaults.uri().toString());
        }
    }

    @AfterAll
    void stopServers() throws IOException {
        servers.values().forEach(RunningServer::close);
        System.clearProperty("parley.tck.url");
        Files.createDirectories(directory);
        Files.write(directory.resolve("caught.md"), caught);
    }

    @TestFactory
    Stream<DynamicTest> aTestPassesWithoutItsFault() {
        return mutants.stream()
                .map(Mutant::test)
                .distinct()
                .map(test -> DynamicTest.dynamicTest(test, () -> {
                    Mutant any = mutants.stream()
                            .filter(mutant -> mutant.test().equals(test))
                            .findFirst()
                            .orElseThrow();
                    TestExecutionSummary summary = run(any);
                    assertThat(summary.getTestsSucceededCount()).isPositive();
                    assertThat(summary.getFailures())
                            .extracting(failure -> failure.getException().toString())
                            .isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> eachFaultIsFound() {
        MutantWar wars = new MutantWar(TCK.getParent(), WAR);
        return mutants.stream()
                .map(mutant -> DynamicTest.dynamicTest(mutant.fault(), () -> {
                    Path war = wars.with(mutant, directory.resolve(Integer.toString(mutants.indexOf(mutant))));
                    RunningServer server = servers.get(mutant.variant());
                    server.undeploy();
                    server.deploy(war);
                    try {
                        assertThat(run(mutant).getTotalFailureCount())
                                .as(mutant.test() + " has failures")
                                .isPositive();
                        caught.add("| " + mutant.fault() + " | `" + mutant.test() + "` |");
                    } finally {
                        server.undeploy();
                        server.deploy(WAR);
                    }
                }));
    }

    private static TestExecutionSummary run(Mutant mutant) throws ClassNotFoundException {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(type(mutant.testClass())))
                .filters((PostDiscoveryFilter) test -> test.getSource().orElse(null) instanceof MethodSource method
                        ? FilterResult.includedIf(method.getMethodName().equals(mutant.testMethod()))
                        : FilterResult.included("a container"))
                .build();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, summary);
        return summary.getSummary();
    }

    private static Class<?> type(String simpleName) throws ClassNotFoundException {
        Optional<Class<?>> found = Optional.empty();
        for (String each : PACKAGES) {
            found = found.or(() -> find("ee.parley.tck." + each + '.' + simpleName));
        }
        return found.orElseThrow(() -> new ClassNotFoundException(simpleName));
    }

    private static Optional<Class<?>> find(String name) {
        try {
            return Optional.of(Class.forName(name));
        } catch (ClassNotFoundException elsewhere) {
            return Optional.empty();
        }
    }
}
