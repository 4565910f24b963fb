// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms of the broker and who may know whom: the arrows of docs/architecture.md. */
@AnalyzeClasses(packages = "ee.parley.impl", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "ee.parley.impl.";
    private static final String[] JDK = {
        "java..", "javax.crypto..", "org.jspecify..", "com.google.errorprone.annotations.."
    };

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("ee.parley.impl.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule laneKnowsNobody = onlyKnows("lane");

    @ArchTest
    static final ArchRule engineIoCodecKnowsNobody = onlyKnows("wire.engineio");

    @ArchTest
    static final ArchRule socketIoCodecKnowsNobody = onlyKnows("wire.socketio");

    @ArchTest
    static final ArchRule engineKnowsItsCodecAndTheLane =
            onlyKnows("engine", ROOT + "wire.engineio", ROOT + "lane", "ee.parley");

    @ArchTest
    static final ArchRule pollingKnowsTheEngineAndServlets = onlyKnows(
            "transport.polling",
            ROOT + "transport",
            ROOT + "engine",
            ROOT + "wire.engineio",
            ROOT + "lane",
            "ee.parley",
            "jakarta.servlet..");

    @ArchTest
    static final ArchRule webSocketKnowsTheEngineAndJakartaWebSocket = onlyKnows(
            "transport.websocket",
            ROOT + "transport",
            ROOT + "engine",
            ROOT + "wire.engineio",
            ROOT + "lane",
            "ee.parley",
            "jakarta.servlet..",
            "jakarta.websocket..");

    @ArchTest
    static final ArchRule ownWebSocketKnowsTheEngineAndServlets = onlyKnows(
            "transport.upgrade",
            ROOT + "transport",
            ROOT + "engine",
            ROOT + "wire.engineio",
            ROOT + "lane",
            "ee.parley",
            "jakarta.servlet..");

    @ArchTest
    static final ArchRule payloadsKnowJsonAndPlaceholders =
            onlyKnows("payload", ROOT + "wire.socketio", "ee.parley", "jakarta.json..");

    @ArchTest
    static final ArchRule socketsKnowTheEngineAndNoTransport = onlyKnows(
            "socket",
            ROOT + "engine",
            ROOT + "lane",
            ROOT + "wire.engineio",
            ROOT + "wire.socketio",
            ROOT + "payload",
            ROOT + "cluster",
            ROOT + "recovery",
            "ee.parley",
            "ee.parley.spi",
            "jakarta.json..");

    @ArchTest
    static final ArchRule clusterKnowsAdaptersAndNoSockets =
            onlyKnows("cluster", ROOT + "lane", "ee.parley", "ee.parley.spi");

    @ArchTest
    static final ArchRule recoveryKnowsEventsAndNoSockets =
            onlyKnows("recovery", ROOT + "wire.engineio", ROOT + "lane", "ee.parley", "ee.parley.spi");

    @ArchTest
    static final ArchRule nobodyKnowsTheServer = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "server")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + "server");

    @ArchTest
    static final ArchRule nothingStaticIsMutable = fields().that()
            .areStatic()
            .should()
            .beFinal()
            .because("two applications in one container never see each other");

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = noClasses()
            .should()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameStartingWith("Abstract")
            .orShould()
            .haveSimpleNameStartingWith("Default");

    private static ArchRule onlyKnows(String room, String... others) {
        String[] known = new String[JDK.length + others.length + 1];
        System.arraycopy(JDK, 0, known, 0, JDK.length);
        System.arraycopy(others, 0, known, JDK.length, others.length);
        known[known.length - 1] = ROOT + room;
        return classes()
                .that()
                .resideInAPackage(ROOT + room)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(known);
    }
}
