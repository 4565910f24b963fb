// SPDX-License-Identifier: Apache-2.0
package ee.parley.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ee.parley.cdi.ParleyExtension;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java code of each page of the guide is what it claims to be. */
class GuideTest {
    private static final Path GUIDE = Path.of("guide");

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(GUIDE)) {
            List<Path> pages = files.filter(file -> file.toString().endsWith(".md"))
                    .filter(GuideTest::hasCode)
                    .sorted()
                    .toList();
            return pages.stream();
        }
    }

    private static boolean hasCode(Path page) {
        return !Snippets.of(page).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void theCodeOfAPageCompilesWithoutAWarning(Path page, @TempDir Path classes) {
        assertThat(Compilation.of(Snippets.of(page), classes).complaints()).isEmpty();
    }

    /** What the extension refuses, the page must not show. Beans of the platform that are missing here are none of its business. */
    @ParameterizedTest
    @MethodSource("pages")
    void theBeansOfAPageDeploy(Path page, @TempDir Path classes) throws Exception {
        try (Compilation compiled = Compilation.of(Snippets.of(page), classes)) {
            Throwable failure = catchThrowable(() -> start(compiled));
            if (failure != null) {
                assertThat(failure).message().doesNotContain("PARLEY").contains("WELD-0014");
            }
        }
    }

    @Test
    void aBeanThatTheExtensionRefusesIsFound(@TempDir Path classes) throws Exception {
        Map<String, String> sources = Map.of("guide.bad.Bad", """
                package guide.bad;

                @ee.parley.SocketNamespace("/bad")
                public class Bad {
                    @ee.parley.OnEvent("connect")
                    void reserved() {}
                }
                """);
        try (Compilation compiled = Compilation.of(sources, classes)) {
            assertThat(catchThrowable(() -> start(compiled))).message().contains("PARLEY6007 Bad.reserved()");
        }
    }

    private static void start(Compilation compiled) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(compiled.loader());
        try (SeContainer container = SeContainerInitializer.newInstance()
                .setClassLoader(compiled.loader())
                .disableDiscovery()
                .addExtensions(new ParleyExtension())
                .addBeanClasses(compiled.types().toArray(Class<?>[]::new))
                .initialize()) {
            assertThat(container.isRunning()).isTrue();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
