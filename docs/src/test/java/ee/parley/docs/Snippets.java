// SPDX-License-Identifier: Apache-2.0
package ee.parley.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Java of a page: each block is a source file, to which package and imports are added. */
final class Snippets {
    private static final Pattern BLOCK = Pattern.compile("^```java\\R(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern PUBLIC_TYPE =
            Pattern.compile("^public (?:\\w+ )*?(?:class|record|interface|enum|@interface) (\\w+)", Pattern.MULTILINE);

    /** What a reader's editor adds. */
    private static final List<String> IMPORTED = List.of(
            "ee.parley.*",
            "ee.parley.redis.*",
            "jakarta.annotation.*",
            "jakarta.annotation.security.*",
            "jakarta.enterprise.context.*",
            "jakarta.enterprise.event.*",
            "jakarta.enterprise.inject.*",
            "jakarta.inject.*",
            "jakarta.json.*",
            "jakarta.json.bind.*",
            "jakarta.json.bind.annotation.*",
            "jakarta.persistence.Entity",
            "jakarta.persistence.EntityManager",
            "jakarta.persistence.GeneratedValue",
            "jakarta.persistence.Id",
            "jakarta.persistence.OptimisticLockException",
            "jakarta.persistence.PersistenceContext",
            "jakarta.security.enterprise.AuthenticationException",
            "jakarta.security.enterprise.AuthenticationStatus",
            "jakarta.security.enterprise.authentication.mechanism.http.*",
            "jakarta.security.enterprise.credential.*",
            "jakarta.security.enterprise.identitystore.*",
            "jakarta.servlet.http.HttpServletRequest",
            "jakarta.servlet.http.HttpServletResponse",
            "jakarta.transaction.Transactional",
            "jakarta.validation.Valid",
            "jakarta.validation.constraints.*",
            "jakarta.ws.rs.Consumes",
            "jakarta.ws.rs.GET",
            "jakarta.ws.rs.POST",
            "jakarta.ws.rs.PUT",
            "jakarta.ws.rs.Path",
            "jakarta.ws.rs.PathParam",
            "java.io.*",
            "java.nio.ByteBuffer",
            "java.nio.charset.StandardCharsets",
            "java.security.Principal",
            "java.time.*",
            "java.util.*",
            "java.util.concurrent.*",
            "java.util.concurrent.atomic.*",
            "java.util.regex.Pattern",
            "java.util.stream.*");

    private Snippets() {}

    /** The source files of a page, by the names of their types. */
    static Map<String, String> of(Path page) {
        String name = page.getFileName().toString().replace(".md", "").replaceAll("\\W", "_");
        Map<String, String> sources = new LinkedHashMap<>();
        for (String block : blocks(page)) {
            Matcher type = PUBLIC_TYPE.matcher(block);
            String file = type.find() ? type.group(1) : "Block" + sources.size();
            sources.put("guide." + name + "." + file, head("guide." + name) + block);
        }
        return sources;
    }

    private static List<String> blocks(Path page) {
        try {
            List<String> blocks = new ArrayList<>();
            BLOCK.matcher(Files.readString(page)).results().forEach(block -> blocks.add(block.group(1)));
            return blocks;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String head(String name) {
        StringBuilder head = new StringBuilder("package ").append(name).append(';');
        IMPORTED.forEach(imported -> head.append(" import ").append(imported).append(';'));
        return head.append('\n').toString();
    }
}
