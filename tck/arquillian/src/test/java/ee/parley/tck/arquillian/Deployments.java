// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.arquillian;

import ee.parley.tck.server.Variant;
import java.io.File;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;

/** The TCK application once for each variant, with the options of it in a file that MicroProfile Config reads. */
final class Deployments {
    /** What Arquillian takes for the test: it wants one before it says where the applications are. */
    static final Method METHOD;

    static {
        try {
            METHOD = Deployments.class.getDeclaredMethod("uri", Variant.class);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    @ArquillianResource
    @OperateOnDeployment("defaults")
    private @Nullable URL defaults;

    @ArquillianResource
    @OperateOnDeployment("hasty")
    private @Nullable URL hasty;

    @ArquillianResource
    @OperateOnDeployment("guarded")
    private @Nullable URL guarded;

    @Deployment(name = "defaults", testable = false)
    static WebArchive defaults() {
        return war(Variant.DEFAULTS);
    }

    @Deployment(name = "hasty", testable = false)
    static WebArchive hasty() {
        return war(Variant.HASTY);
    }

    @Deployment(name = "guarded", testable = false)
    static WebArchive guarded() {
        return war(Variant.GUARDED);
    }

    private static WebArchive war(Variant variant) {
        Map<String, String> options = new TreeMap<>(variant.options());
        options.put("parley.websocket", System.getProperty("parley.tck.websocket", "endpoint"));
        String properties = options.entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue() + "\n")
                .collect(Collectors.joining());
        return ShrinkWrap.create(ZipImporter.class, "tck-" + variant.key() + ".war")
                .importFrom(application())
                .as(WebArchive.class)
                .addAsResource(new StringAsset(properties), "META-INF/microprofile-config.properties");
    }

    /** The TCK's WAR. */
    static File application() {
        return new File(System.getProperty("parley.tck.war", "../target/tck.war"));
    }

    /** Returns where the application runs with the options of a variant. */
    URI uri(Variant variant) {
        URL url = switch (variant) {
            case DEFAULTS -> defaults;
            case HASTY -> hasty;
            case GUARDED -> guarded;
        };
        if (url == null) {
            throw new IllegalStateException("the container's adapter does not say where " + variant + " is deployed");
        }
        return uri(url);
    }

    /** Returns an address that the adapter says, on the host {@code parley.tck.host} where it knows the server by another name. */
    static URI uri(URL url) {
        String host = System.getProperty("parley.tck.host", "");
        return host.isEmpty()
                ? URI.create(url.toString())
                : URI.create("http://" + host + ":" + url.getPort() + url.getPath());
    }
}
