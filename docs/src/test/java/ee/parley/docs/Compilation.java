// SPDX-License-Identifier: Apache-2.0
package ee.parley.docs;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Sources, compiled. */
final class Compilation implements AutoCloseable {
    private final List<String> complaints;
    private final Path classes;
    private final URLClassLoader loader;

    private Compilation(List<String> complaints, Path classes, URLClassLoader loader) {
        this.complaints = complaints;
        this.classes = classes;
        this.loader = loader;
    }

    static Compilation of(Map<String, String> sources, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<Source> files = sources.entrySet().stream()
                .map(source -> new Source(source.getKey(), source.getValue()))
                .toList();
        // "this-escape" and the like are matters of taste that a guide need not teach.
        List<String> options = List.of(
                "-proc:none",
                "--release",
                "17",
                "-parameters",
                "-Xlint:unchecked,rawtypes,deprecation",
                "-d",
                classes.toString());
        compiler.getTask(null, null, diagnostics, options, null, files).call();
        List<String> complaints = diagnostics.getDiagnostics().stream()
                .map(found -> found.getSource() + ":" + found.getLineNumber() + " " + found.getMessage(Locale.ROOT))
                .toList();
        try {
            URL[] path = {classes.toUri().toURL()};
            return new Compilation(complaints, classes, new URLClassLoader(path, Compilation.class.getClassLoader()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Errors and warnings. */
    List<String> complaints() {
        return complaints;
    }

    ClassLoader loader() {
        return loader;
    }

    /** The classes that can be beans. */
    List<Class<?>> types() throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> classes.relativize(file).toString())
                    .map(file -> file.substring(0, file.length() - ".class".length())
                            .replace(classes.getFileSystem().getSeparator(), "."))
                    .<Class<?>>map(this::load)
                    .filter(type -> !type.isInterface() && !type.isRecord() && !type.isEnum())
                    .filter(type -> !Throwable.class.isAssignableFrom(type))
                    .toList();
        }
    }

    private Class<?> load(String name) {
        try {
            return loader.loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
