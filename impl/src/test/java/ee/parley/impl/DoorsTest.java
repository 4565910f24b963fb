// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A package's public types are its doors, and its package-info lists them. */
class DoorsTest {
    /** The extension's, too: whoever builds that builds this. */
    private static final List<Path> SOURCES =
            List.of(Path.of("src/main/java"), Path.of("../cdi-extension/src/main/java"));

    private static final Pattern LINK = Pattern.compile("\\{@link ([\\w.]+)}");
    private static final Pattern PUBLIC_TYPE = Pattern.compile(
            "^public (?:final |sealed |abstract )*(?:class|interface|record|enum|@interface) (\\w+)",
            Pattern.MULTILINE);

    @TestFactory
    Stream<DynamicTest> packageInfoListsExactlyThePublicTypes() throws IOException {
        List<DynamicTest> packages = new ArrayList<>();
        for (Path sources : SOURCES) {
            try (Stream<Path> files = Files.walk(sources)) {
                files.filter(file -> file.endsWith("package-info.java"))
                        .forEach(info -> packages.add(DynamicTest.dynamicTest(
                                sources.relativize(info.getParent()).toString().replace('/', '.'),
                                () -> assertThat(listed(info)).isEqualTo(publicTypes(info.getParent())))));
            }
        }
        return packages.stream();
    }

    private static Set<String> listed(Path info) throws IOException {
        Set<String> names = new TreeSet<>();
        Matcher link = LINK.matcher(Files.readString(info));
        while (link.find()) {
            String name = link.group(1);
            names.add(name.substring(name.lastIndexOf('.') + 1));
        }
        return names;
    }

    private static Set<String> publicTypes(Path directory) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                Matcher type = PUBLIC_TYPE.matcher(Files.readString(file));
                if (type.find()) {
                    names.add(type.group(1));
                }
            }
        }
        return names;
    }
}
