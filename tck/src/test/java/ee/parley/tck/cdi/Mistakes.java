// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cdi;

import ee.parley.OnConnect;
import ee.parley.OnEvent;
import ee.parley.SocketNamespace;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** An application with two mistakes in two beans. */
public final class Mistakes {
    /** What is said of them: what, where, what to do. */
    static final String[] MESSAGES = {
        "PARLEY6009",
        Gates.class.getSimpleName() + ".second",
        "the bean already has the @OnConnect method",
        "PARLEY6012",
        Nameless.class.getSimpleName(),
        "Use a name that begins with / and contains neither , nor ?"
    };

    private Mistakes() {}

    @SocketNamespace("/gates")
    static class Gates {
        @OnConnect
        void first() {}

        @OnConnect
        void second() {}
    }

    @SocketNamespace("nameless")
    static class Nameless {
        @OnEvent("event")
        void event() {}
    }

    /** Returns a WAR with these beans and the jars of another. */
    public static Path war(Path original, Path directory) throws IOException {
        Path war = directory.resolve("mistakes.war");
        try (OutputStream file = Files.newOutputStream(war);
                ZipOutputStream zip = new ZipOutputStream(file);
                ZipFile tck = new ZipFile(original.toFile())) {
            for (ZipEntry jar : tck.stream().filter(Mistakes::isKept).toList()) {
                try (InputStream bytes = tck.getInputStream(jar)) {
                    add(zip, jar.getName(), bytes);
                }
            }
            for (Class<?> type : List.of(Mistakes.class, Gates.class, Nameless.class)) {
                String name = type.getName().replace('.', '/') + ".class";
                try (InputStream bytes = Mistakes.class.getResourceAsStream("/" + name)) {
                    add(zip, "WEB-INF/classes/" + name, bytes);
                }
            }
        }
        return war;
    }

    private static boolean isKept(ZipEntry entry) {
        return entry.getName().equals("WEB-INF/beans.xml")
                || (entry.getName().startsWith("WEB-INF/lib/") && !entry.isDirectory());
    }

    /** Returns a WAR that any server takes. */
    static Path nothing(Path directory) throws IOException {
        Path war = directory.resolve("nothing.war");
        try (OutputStream file = Files.newOutputStream(war);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            add(zip, "index.html", InputStream.nullInputStream());
        }
        return war;
    }

    private static void add(ZipOutputStream zip, String name, InputStream bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        bytes.transferTo(zip);
        zip.closeEntry();
    }
}
