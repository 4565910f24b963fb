// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.OnEvent;
import ee.parley.SocketNamespace;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;

/** What classes and their methods say about who may. */
public final class Counters {
    private Counters() {}

    /** For nobody. */
    @SocketNamespace("/closed")
    @DenyAll
    public static class Closed {}

    /** For everybody, but for what the methods say. */
    @SocketNamespace("/open")
    @PermitAll
    public static class Open {
        @OnEvent("ask")
        String ask() {
            return "asked";
        }

        @OnEvent("never")
        @DenyAll
        void never() {}
    }

    /** For clerks, but for what the methods say. */
    @SocketNamespace("/counter")
    @RolesAllowed("clerk")
    public static class Counter {
        @OnEvent("sell")
        @RolesAllowed("manager")
        String sell() {
            return "sold";
        }

        @OnEvent("ask")
        @PermitAll
        String ask() {
            return "asked";
        }

        @OnEvent("never")
        @DenyAll
        void never() {}

        @OnEvent("count")
        int count() {
            return 1;
        }
    }
}
