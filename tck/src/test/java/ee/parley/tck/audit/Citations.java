// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.audit;

import ee.parley.tck.server.DiffersFromReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Finds what the tests claim to prove. */
final class Citations {
    private static final String SCENARIO_COMMENT = "// Proves: ";

    private Citations() {}

    /** Returns the claims of all test methods below a package. */
    static Stream<Citation> ofClasses(String root) {
        return ReflectionSupport.findAllClassesInPackage(root, type -> true, name -> name.endsWith("IT")).stream()
                .sorted(Comparator.comparing(Class::getName))
                .flatMap(Citations::ofClass);
    }

    static Stream<Citation> ofClass(Class<?> type) {
        return AnnotationSupport.findAnnotatedMethods(type, Testable.class, HierarchyTraversalMode.TOP_DOWN).stream()
                .map(method -> ofMethod(type, method));
    }

    private static Citation ofMethod(Class<?> type, Method method) {
        Set<String> ids = new HashSet<>(ids(type));
        ids.addAll(ids(method));
        String suite = type.getPackageName();
        return new Citation(
                type.getSimpleName() + '.' + method.getName(),
                suite.substring(suite.lastIndexOf('.') + 1),
                ids,
                AnnotationSupport.isAnnotated(method, DiffersFromReference.class)
                        || AnnotationSupport.isAnnotated(type, DiffersFromReference.class));
    }

    private static List<String> ids(AnnotatedElement cited) {
        return AnnotationSupport.findAnnotation(cited, Proves.class)
                .map(proves -> List.of(proves.value()))
                .orElse(List.of());
    }

    /** Returns the claims of the JavaScript client's scenarios. */
    static Stream<Citation> ofScenarios(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().map(Citations::ofScenario).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Citation ofScenario(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            List<String> ids = lines.filter(line -> line.startsWith(SCENARIO_COMMENT))
                    .flatMap(line ->
                            Stream.of(line.substring(SCENARIO_COMMENT.length()).split(",", -1)))
                    .map(String::strip)
                    .toList();
            return new Citation("scenario " + file.getFileName(), "client", Set.copyOf(ids), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
