// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.OnEvent;
import ee.parley.SocketNamespace;

/** Beans that take the same names. */
public final class Picks {
    private Picks() {}

    /** One name. */
    @SocketNamespace("/pick-it")
    public static class Literal {
        @OnEvent("which")
        String which() {
            return "literal";
        }
    }

    /** Fewer literal characters than {@link Longer}. */
    @SocketNamespace("/pick-{what}")
    public static class Template {
        @OnEvent("which")
        String which() {
            return "template";
        }
    }

    /** More literal characters. */
    @SocketNamespace("/pick-{what}-now")
    public static class Longer {
        @OnEvent("which")
        String which() {
            return "longer";
        }
    }

    /** What no template takes. */
    @SocketNamespace(regex = "/pick-.*")
    public static class Expression {
        @OnEvent("which")
        String which() {
            return "expression";
        }
    }
}
