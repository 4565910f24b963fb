// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.elsewhere;

import ee.parley.OnEvent;
import ee.parley.SocketNamespace;

/** In a package of its own, like every bean of an application. */
@SocketNamespace("/a")
public class Elsewhere {
    @OnEvent("packagePrivate")
    String packagePrivate() {
        return "package-private";
    }

    @OnEvent("protected")
    protected String protectedMethod() {
        return "protected";
    }
}
