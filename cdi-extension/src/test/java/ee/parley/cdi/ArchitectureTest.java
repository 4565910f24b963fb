// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** What an application sees, and what the extension may know of the broker: the arrows of docs/architecture.md. */
@AnalyzeClasses(packages = "ee.parley", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule theApiKnowsJakartaAndNothingElse = classes()
            .that()
            .resideInAPackage("ee.parley")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "ee.parley",
                    "jakarta.enterprise..",
                    "jakarta.inject..",
                    "jakarta.json..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule theBrokerKnowsNoCdi = noClasses()
            .that()
            .resideInAPackage("ee.parley.impl..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ee.parley.cdi..", "jakarta.enterprise..", "jakarta.inject..");

    @ArchTest
    static final ArchRule theExtensionKnowsOfTheBrokerItsServerAndPorts = noClasses()
            .that()
            .resideInAPackage("ee.parley.cdi..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "ee.parley.impl.engine",
                    "ee.parley.impl.lane",
                    "ee.parley.impl.bundle",
                    "ee.parley.impl.transport.servlet",
                    "ee.parley.impl.transport.polling",
                    "ee.parley.impl.wire.engineio");

    @ArchTest
    static final ArchRule problemsKnowNobody = onlyKnows("problem");

    @ArchTest
    static final ArchRule threadsKnowNobody = onlyKnows("thread");

    @ArchTest
    static final ArchRule transactionsKnowNobody = onlyKnows("transaction");

    @ArchTest
    static final ArchRule handlersKnowNobody = onlyKnows("handler");

    @ArchTest
    static final ArchRule configurationKnowsProblems = onlyKnows("configuration", "problem");

    @ArchTest
    static final ArchRule namesKnowTheSourcesOfParameters = onlyKnows("name", "handler", "problem");

    @ArchTest
    static final ArchRule contextsKnowHandlersAndNobodyWhoCallsThem = onlyKnows("context", "handler", "problem");

    @ArchTest
    static final ArchRule declarationsKnowNobodyWhoCalls = onlyKnows("declaration", "name", "handler", "problem");

    @ArchTest
    static final ArchRule invocationKnowsWhatIsDeclaredAndItsContexts =
            onlyKnows("invocation", "declaration", "handler", "context");

    @ArchTest
    static final ArchRule nothingStaticIsMutable = fields().that()
            .areStatic()
            .should()
            .beFinal()
            .because("two applications in one container never see each other");

    /** What a room of the extension may know of the others; so none knows the composition root. */
    private static ArchRule onlyKnows(String room, String... others) {
        String[] known = Stream.concat(Stream.of(room), Stream.of(others))
                .map(each -> "ee.parley.cdi." + each)
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage("ee.parley.cdi." + room)
                .should()
                .onlyDependOnClassesThat(
                        resideOutsideOfPackage("ee.parley.cdi..").or(resideInAnyPackage(known)));
    }
}
