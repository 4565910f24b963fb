// SPDX-License-Identifier: Apache-2.0
package ee.parley.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ee.parley.browser.Browser;
import ee.parley.runner.RunningServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** What visitors do with each other who are on different servers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {
    private ChatCluster cluster;
    private Browser first;
    private Browser second;
    private Visit ada;
    private Visit grace;

    @BeforeAll
    void start() {
        assumeTrue(Nginx.isInstalled(), "nginx is not installed: apt install nginx");
        cluster = ChatCluster.start(Path.of(System.getProperty("parley.example.war")), 0);
        first = new Browser();
        second = new Browser();
    }

    @AfterAll
    void end() {
        if (cluster != null) {
            first.close();
            second.close();
            cluster.close();
        }
    }

    @AfterEach
    void sayGoodbye() {
        for (Visit visit : new Visit[] {ada, grace}) {
            if (visit.shows("#exit")) {
                visit.click("#exit");
            }
        }
    }

    private void enter(String query) {
        ada = new Visit(first, cluster.uri().resolve("?node=a" + query)).enter("Ada");
        grace = new Visit(second, cluster.uri().resolve("?node=b" + query)).enter("Grace");
        assertThat(ada.node() + grace.node()).isEqualTo("ab");
    }

    @Test
    @Order(1)
    void visitorsOfBothServersSeeEachOther() {
        enter("");
        ada.eventually(() -> assertThat(ada.people()).containsExactlyInAnyOrder("Ada", "Grace"));
        assertThat(grace.people()).containsExactlyInAnyOrder("Ada", "Grace");
    }

    @Test
    @Order(2)
    void aMessageIsDeliveredAcrossAndConfirmed() {
        enter("");
        ada.say("hello over there");
        grace.eventually(() -> assertThat(grace.heard()).endsWith("hello over there"));
        ada.eventually(() -> assertThat(ada.stateOf("hello over there")).isEqualTo("delivered"));
    }

    @Test
    @Order(3)
    void longPollingStaysOnItsServer() {
        enter("&transports=polling");
        grace.say("by post");
        ada.eventually(() -> assertThat(ada.heard()).endsWith("by post"));
        grace.eventually(() -> assertThat(grace.stateOf("by post")).isEqualTo("delivered"));
    }

    /** At first a node says nothing, for 45 seconds: clients of the one before it come by. */
    @Test
    @Order(4)
    void withoutAStickyRuleTheLogSaysWhatIsWrongAndWhatToDo() {
        try (Nginx wrong =
                Nginx.start("not-sticky.conf", 0, cluster.a().uri(), cluster.b().uri())) {
            ada = new Visit(first, wrong.uri().resolve("?transports=polling")).knock("Ada");
            ada.eventually(() -> assertThat(log(cluster.a()) + log(cluster.b()))
                    .contains("PARLEY5004 Clients come with sessions of another node")
                    .contains("the nodes is not sticky. Let it send each client to the node that answered it first"));
        }
    }

    private static String log(RunningServer server) {
        try {
            return Files.readString(server.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last one: there is no server b afterwards. */
    @Test
    @Order(5)
    void whoseServerIsKilledGoesOnAtTheOtherOne() {
        enter("");
        cluster.b().kill();
        grace.eventually(() -> assertThat(grace.connects()).isGreaterThan(1));
        grace.eventually(() -> assertThat(grace.state()).isEqualTo("connected"));
        grace.say("here I am again");
        ada.eventually(() -> assertThat(ada.heard()).endsWith("here I am again"));
    }
}
