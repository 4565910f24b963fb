// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.tck.audit.Proves;
import ee.parley.tck.server.EveryTarget;
import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import ee.parley.tck.wire.Probe;
import ee.parley.tck.wire.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Namespaces that clients make, by a template, a regular expression or a predicate. */
@EveryTarget
@Tag("cdi")
class NamespacesIT {
    private final Target target;
    private final Session session;
    private final Probe probe;
    private final String id = Probe.fresh();
    private final String tenant = "/tenant-OPEN-" + id;

    NamespacesIT(Target target) {
        this.target = target;
        session = Session.Carrier.WEBSOCKET.open(target, Variant.DEFAULTS);
        probe = new Probe(target, Variant.DEFAULTS);
    }

    @AfterEach
    void leave() {
        session.close();
    }

    @Test
    @Proves({"CDI-1-3", "CDI-1-6", "CDI-1-8"})
    void aTemplateGivesItsVariablesAndTheNamespaceOfTheSocket() {
        session.join(tenant);
        session.send("42" + tenant + ",1[\"who\"]");
        session.expect("43" + tenant + ",1[[\"" + id + "\",\"OPEN\",\"" + tenant + "\"]]");
        session.send("41" + tenant + ",");
        assertThat(probe.awaitSeen(id, 2)).isEqualTo("[\"enter true\",\"leave true\"]");
    }

    @Test
    @Proves({"CDI-1-3", "CDI-1-7"})
    void whatDoesNotConvertIsNoNamespace() {
        for (String name : new String[] {
            "/tenant-OPEN-7", "/tenant-AJAR-" + id, "/tenant-OPEN-" + id + "/x", "/tenant-OPEN-", "/tenant--" + id
        }) {
            session.send("40" + name + ",");
            session.expect("44" + name + ",{\"message\":\"Invalid namespace\"}");
        }
    }

    @Test
    @Proves("CDI-1-3")
    void eachNameIsANamespaceOfItsOwn() {
        String other = "/tenant-OPEN-" + Probe.fresh();
        session.join(tenant);
        session.join(other);
        session.send("42" + tenant + ",1[\"count\"]");
        session.expect("43" + tenant + ",1[1]");
    }

    @Test
    @Proves("CDI-1-10")
    void eventsMayFollowTheConnectAtOnce() {
        session.send("40" + tenant + ",");
        session.send("42" + tenant + ",1[\"count\"]");
        session.send("42" + tenant + ",2[\"count\"]");
        assertThat(session.text()).startsWith("40" + tenant + ",{\"sid\":");
        session.expect("43" + tenant + ",1[1]");
        session.expect("43" + tenant + ",2[1]");
    }

    @Test
    @Proves("CDI-1-12")
    void theParentReachesAllItsChildren() {
        String room = Probe.fresh();
        String other = "/tenant-OPEN-" + Probe.fresh();
        session.join(tenant);
        try (Session neighbour = Session.Carrier.WEBSOCKET.open(target, Variant.DEFAULTS)) {
            neighbour.join(other);
            neighbour.send("42" + other + ",1[\"join\",\"" + room + "\"]");
            neighbour.expect("43" + other + ",1[]");
            session.send("42" + tenant + ",1[\"announce\",\"" + room + "\",\"x\"]");
            session.expect("43" + tenant + ",1[]");
            neighbour.expect("42" + other + ",[\"news\",\"x\"]");
        }
    }

    @Test
    @Proves("CDI-1-10")
    void aNamespaceEndsWithItsLastSocket() {
        session.join(tenant);
        assertThat(probe.ask("[\"exists\",\"" + tenant + "\"]")).isEqualTo("true");
        session.send("41" + tenant + ",");
        assertThat(probe.ask("[\"await-gone\",\"" + tenant + "\"]")).isEqualTo("true");
    }

    @Test
    @Proves({"CDI-1-10", "CDI-11-1"})
    void aNamespaceWhoseOnlySocketIsRefusedIsGone() {
        String shut = "/tenant-SHUT-" + id;
        session.send("40" + shut + ",");
        session.expect("44" + shut + ",{\"message\":\"shut\"}");
        assertThat(probe.ask("[\"await-gone\",\"" + shut + "\"]")).isEqualTo("true");
        assertThat(probe.seen(id)).isEqualTo("[\"enter true\"]");
    }

    @Test
    @Proves({"CDI-1-4", "CDI-1-6"})
    void aRegularExpressionGivesItsGroups() {
        session.join("/shop-rome");
        session.join("/shop-rome-12");
        session.send("42/shop-rome,1[\"where\"]");
        session.expect("43/shop-rome,1[\"rome\"]");
        session.send("42/shop-rome-12,1[\"where\"]");
        session.expect("43/shop-rome-12,1[\"rome at 12\"]");
        session.send("40/shop-12,");
        session.expect("44/shop-12,{\"message\":\"Invalid namespace\"}");
    }

    @Test
    @Proves({"CDI-1-13", "CDI-9-3"})
    void anOpenedNamespaceHasListenersWithTheContextsOfACallback() {
        session.join("/opened");
        session.expect("42/opened,[\"welcome\",true]");
        session.send("42/opened,1[\"echo\",\"x\"]");
        session.expect("43/opened,1[\"x\"]");
    }

    @Test
    @Proves("CDI-1-13")
    void aPredicateIsAskedForEachClient() {
        String club = "/club-" + id;
        session.join(club, "{\"key\":\"" + id + "\"}");
        try (Session stranger = Session.Carrier.WEBSOCKET.open(target, Variant.DEFAULTS)) {
            stranger.send("40" + club + ",{}");
            stranger.expect("44" + club + ",{\"message\":\"Invalid namespace\"}");
        }
        assertThat(probe.seen(id)).isEqualTo("[\"asked\"]");
    }

    @Test
    @Proves({"CDI-1-13", "CDI-9-5"})
    void aPredicateMayBlockAndTheClientGoesOnMeanwhile() {
        String club = "/club-" + id;
        String key = "held-" + id;
        session.send("40" + club + ",{\"key\":\"" + key + "\"}");
        session.send("42" + club + ",1[\"join\",\"room\"]");
        assertThat(probe.awaitSeen(key, 1)).isEqualTo("[\"asked\"]");
        session.join("/echo");
        session.assertAlive();
        probe.release(key);
        assertThat(session.text()).startsWith("40" + club + ",{\"sid\":");
        session.expect("43" + club + ",1[]");
    }

    @Test
    @Proves("CDI-9-9")
    void roomsAreHeardOfInOrder() {
        String club = "/club-" + id;
        session.join(club, "{\"key\":\"k\"}");
        session.send("42" + club + ",1[\"join\",\"room1\"]");
        session.expect("43" + club + ",1[]");
        session.send("41" + club + ",");
        assertThat(probe.awaitSeen(id, 4))
                .isEqualTo("[\"CREATED room1\",\"JOINED room1 by one\",\"LEFT room1 by one\",\"DELETED room1\"]");
    }

    @ParameterizedTest
    @CsvSource({
        "/pick-it, literal",
        "/pick-it-now, longer",
        "/pick-another, template",
        "/pick-, expression",
        "/pick-a/b, expression"
    })
    @Proves({"CDI-1-3", "CDI-1-4", "CDI-1-5"})
    void theBeanWithTheMostExactNameServes(String name, String bean) {
        session.join(name);
        session.send("42" + name + ",0[\"which\"]");
        session.expect("43" + name + ",0[\"" + bean + "\"]");
    }

    @Test
    @Proves("CDI-1-10")
    void whoComesWhileTheLastOneLeavesIsNotLost() {
        try (Session other = Session.Carrier.WEBSOCKET.open(target, Variant.DEFAULTS)) {
            Session within = session;
            Session without = other;
            within.join(tenant);
            for (int i = 0; i < 50; i++) {
                within.send("41" + tenant + ",");
                without.join(tenant);
                without.send("42" + tenant + ",0[\"who\"]");
                without.expect("43" + tenant + ",0[[\"" + id + "\",\"OPEN\",\"" + tenant + "\"]]");
                Session left = within;
                within = without;
                without = left;
            }
        }
    }

    @Test
    @Proves("CDI-1-11")
    void moreNamespacesThanAllowedAreRefusedUntilOneHasEnded() {
        Probe guarded = new Probe(target, Variant.GUARDED);
        String second = "/tenant-OPEN-" + Probe.fresh();
        String third = "/tenant-OPEN-" + Probe.fresh();
        try (Session one = Session.Carrier.WEBSOCKET.open(target, Variant.GUARDED)) {
            one.join(tenant);
            one.join(second);
            one.send("40" + third + ",");
            one.expect("44" + third + ",{\"message\":\"Too many namespaces\"}");
            one.send("41" + tenant + ",");
            assertThat(guarded.ask("[\"await-gone\",\"" + tenant + "\"]")).isEqualTo("true");
            one.join(third);
        }
    }
}
