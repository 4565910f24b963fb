// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.mutants;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Puts a fault into the TCK's WAR: compiles the one file, and replaces its classes in the jar that they are in. */
final class MutantWar {
    private final Path root;
    private final Path original;

    MutantWar(Path root, Path original) {
        this.root = root;
        this.original = original;
    }

    Path with(Mutant mutant, Path directory) throws IOException {
        Map<String, byte[]> classes = compile(mutant, Files.createDirectories(directory));
        String jar = mutant.file().startsWith("impl") ? "WEB-INF/lib/parley-impl-" : "WEB-INF/lib/parley-cdi-";
        Path war = directory.resolve("mutant.war");
        try (InputStream in = Files.newInputStream(original);
                OutputStream out = Files.newOutputStream(war)) {
            copy(in, out, (name, bytes) -> {
                if (!name.startsWith(jar)) {
                    return bytes.readAllBytes();
                }
                ByteArrayOutputStream changed = new ByteArrayOutputStream();
                copy(bytes, changed, (type, code) -> classes.getOrDefault(type, code.readAllBytes()));
                return changed.toByteArray();
            });
        }
        return war;
    }

    private Map<String, byte[]> compile(Mutant mutant, Path directory) throws IOException {
        Path source = directory.resolve("source").resolve(mutant.file().getFileName());
        Files.createDirectories(source.resolveSibling("."));
        Files.writeString(source, mutant.applied(Files.readString(root.resolve(mutant.file()))));
        Path output = Files.createDirectories(directory.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiles = compiler.getTask(
                            problems,
                            files,
                            null,
                            List.of(
                                    "-d",
                                    output.toString(),
                                    "-cp",
                                    classPath(),
                                    "--release",
                                    "17",
                                    "-parameters",
                                    "-proc:none"),
                            null,
                            files.getJavaFileObjects(source))
                    .call();
            if (!compiles) {
                throw new IllegalStateException("\"" + mutant.fault() + "\" does not compile: " + problems);
            }
        }
        Map<String, byte[]> classes = new HashMap<>();
        try (Stream<Path> found = Files.walk(output)) {
            for (Path type : found.filter(Files::isRegularFile).toList()) {
                classes.put(output.relativize(type).toString().replace('\\', '/'), Files.readAllBytes(type));
            }
        }
        return classes;
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private interface Change {
        byte[] of(String name, InputStream bytes) throws IOException;
    }

    private static void copy(InputStream in, OutputStream out, Change change) throws IOException {
        ZipInputStream from = new ZipInputStream(in);
        ZipOutputStream to = new ZipOutputStream(out);
        for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
            to.putNextEntry(new ZipEntry(entry.getName()));
            to.write(change.of(entry.getName(), from));
            to.closeEntry();
        }
        to.finish();
    }
}
