// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ee.parley.InNamespace;
import ee.parley.Namespace;
import ee.parley.NamespaceParam;
import ee.parley.OnConnect;
import ee.parley.OnDisconnect;
import ee.parley.OnEvent;
import ee.parley.ParentNamespace;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import ee.parley.SocketServer;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TemplateNamespaceTest {
    private @Nullable Served served;

    private Served.Client client(Class<?>... beans) {
        served = new Served(beans);
        return served.client();
    }

    private Served served() {
        if (served == null) {
            throw new AssertionError("nothing is served");
        }
        return served;
    }

    @AfterEach
    void end() {
        if (served != null) {
            served.close();
        }
    }

    @SocketNamespace("/tenant-{id}")
    static class Tenants {
        static final List<String> HEARD = new ArrayList<>();

        @Inject
        Namespace own;

        @OnConnect
        void enter(@NamespaceParam("id") int id, Socket socket) {
            HEARD.add("enter " + id + " in " + own.name());
        }

        @OnEvent("add")
        int add(int more, @NamespaceParam("id") long id, @NamespaceParam("id") String text) {
            own.emit("added", text);
            return (int) id + more;
        }

        @OnDisconnect
        void leave(@NamespaceParam("id") Integer id) {
            HEARD.add("leave " + id + " of " + own.name() + " " + own.sockets().size());
        }
    }

    @Test
    void handlersTakeTheVariablesOfTheNameAndTheNamespaceOfTheSocket() {
        Tenants.HEARD.clear();
        Served.Client client = client(Tenants.class);
        Served.Client other = served().client();
        other.sends("40/tenant-8,");
        other.received();
        client.sends("40/tenant-7,", "42/tenant-7,1[\"add\",3]", "41/tenant-7,");
        assertThat(client.received())
                .containsExactly("40/tenant-7,{\"sid\":\"ID\"}", "42/tenant-7,[\"added\",\"7\"]", "43/tenant-7,1[10]");
        assertThat(other.received()).isEmpty();
        assertThat(Tenants.HEARD)
                .containsExactly("enter 8 in /tenant-8", "enter 7 in /tenant-7", "leave 7 of /tenant-7 0");
    }

    @Test
    void aValueThatDoesNotConvertRefusesTheConnectAndMakesNoNamespace() {
        Tenants.HEARD.clear();
        Served.Client client = client(Tenants.class);
        List<String> made = new ArrayList<>();
        served().broker.onNewNamespace(namespace -> made.add(namespace.name()));
        client.sends("40/tenant-x,", "40/tenant-99999999999,", "40/tenant-,", "40/tenant-1/2,");
        assertThat(client.received())
                .containsExactly(
                        "44/tenant-x,{\"message\":\"Invalid namespace\"}",
                        "44/tenant-99999999999,{\"message\":\"Invalid namespace\"}",
                        "44/tenant-,{\"message\":\"Invalid namespace\"}",
                        "44/tenant-1/2,{\"message\":\"Invalid namespace\"}");
        assertThat(made).isEmpty();
        assertThat(Tenants.HEARD).isEmpty();
    }

    record Code(String text) {
        static Code of(String text) {
            if (!text.startsWith("c")) {
                throw new IllegalStateException("not a code");
            }
            return new Code(text);
        }
    }

    static final class Money {
        final long cents;

        Money(String text) {
            cents = Long.parseLong(text);
        }
    }

    static final class Word {
        final String text;

        private Word(String text) {
            this.text = text;
        }

        static Word fromString(String text) {
            return new Word(text);
        }
    }

    @SocketNamespace("/all/{uuid}/{day}/{yes}/{letter}/{half}/{code}/{money}/{word}")
    static class Kinds {
        @OnEvent("all")
        List<String> all(
                @NamespaceParam("uuid") UUID uuid,
                @NamespaceParam("day") DayOfWeek day,
                @NamespaceParam("yes") boolean yes,
                @NamespaceParam("letter") char letter,
                @NamespaceParam("half") double half,
                @NamespaceParam("code") Code code,
                @NamespaceParam("money") Money money,
                @NamespaceParam("word") Word word) {
            return List.of(
                    uuid.toString(),
                    day.name(),
                    "" + yes,
                    "" + letter,
                    "" + half,
                    code.text(),
                    "" + money.cents,
                    word.text);
        }
    }

    @Test
    void aVariableIsConvertedToTheTypeOfTheParameter() {
        String name = "/all/00000000-0000-0000-0000-000000000001/FRIDAY/true/x/0.5/c1/250/hello";
        Served.Client client = client(Kinds.class);
        client.sends("40" + name + ",", "42" + name + ",1[\"all\"]");
        assertThat(client.received())
                .endsWith(
                        "43" + name
                                + ",1[[\"00000000-0000-0000-0000-000000000001\",\"FRIDAY\",\"true\",\"x\",\"0.5\",\"c1\",\"250\",\"hello\"]]");
    }

    @Test
    void whateverAConversionThrowsTheNameIsInvalid() {
        String sound = "/all/00000000-0000-0000-0000-000000000001/FRIDAY/true/x/0.5/c1/250/hello";
        Served.Client client = client(Kinds.class);
        for (String[] change : new String[][] {
            {"00000000-0000-0000-0000-000000000001", "1"},
            {"FRIDAY", "friday"},
            {"true", "yes"},
            {"/x/", "/xy/"},
            {"0.5", "half"},
            {"c1", "d1"},
            {"250", "2.5"}
        }) {
            String name = sound.replace(change[0], change[1]);
            client.sends("40" + name + ",");
            assertThat(client.received()).containsExactly("44" + name + ",{\"message\":\"Invalid namespace\"}");
        }
    }

    @SocketNamespace(regex = "/shop-(?<shop>[a-z]+)(-(?<till>\\d+))?")
    static class Shops {
        @OnEvent("where")
        String where(@NamespaceParam("shop") String shop, @NamespaceParam("till") @Nullable Integer till) {
            return shop + " " + till;
        }
    }

    @Test
    void theNamedGroupsOfARegularExpressionAreVariablesToo() {
        Served.Client client = client(Shops.class);
        client.sends("40/shop-tea-2,", "40/shop-tea,", "40/shop-tea2,", "40/a/shop-tea,");
        client.sends("42/shop-tea-2,1[\"where\"]", "42/shop-tea,1[\"where\"]");
        assertThat(client.received())
                .containsExactly(
                        "40/shop-tea-2,{\"sid\":\"ID\"}",
                        "40/shop-tea,{\"sid\":\"ID\"}",
                        "44/shop-tea2,{\"message\":\"Invalid namespace\"}",
                        "44/a/shop-tea,{\"message\":\"Invalid namespace\"}",
                        "43/shop-tea-2,1[\"tea 2\"]",
                        "43/shop-tea,1[\"tea null\"]");
    }

    @SocketNamespace(regex = "/till(?<number>\\d+)?")
    static class Tills {
        @OnEvent("number")
        int number(@NamespaceParam("number") int number) {
            return number;
        }
    }

    @Test
    void aGroupThatTookNoPartIsNothingThatAPrimitiveCouldBe() {
        Served.Client client = client(Tills.class);
        client.sends("40/till1,", "40/till,");
        assertThat(client.received())
                .containsExactly("40/till1,{\"sid\":\"ID\"}", "44/till,{\"message\":\"Invalid namespace\"}");
    }

    static class Named {
        @OnEvent("who")
        String who() {
            return getClass().getSimpleName().replaceAll("\\$.*", "");
        }
    }

    @SocketNamespace("/x-main")
    static class LiteralBean extends Named {}

    @SocketNamespace("/x-{a}")
    static class ShortBean extends Named {}

    @SocketNamespace("/x-y-{a}")
    static class LongBean extends Named {}

    @SocketNamespace(regex = "/x.*")
    static class RegexBean extends Named {}

    @SocketNamespace(regex = "/.*")
    static class RegexBeanToo extends Named {}

    @Test
    void theMostSpecificBeanServesAName() {
        Served.Client client =
                client(RegexBeanToo.class, RegexBean.class, ShortBean.class, LongBean.class, LiteralBean.class);
        served().broker.of((name, handshake) -> true);
        for (String name : List.of("/x-main", "/x-y", "/x-y-z", "/x", "/z")) {
            client.sends("40" + name + ",", "42" + name + ",1[\"who\"]");
        }
        assertThat(client.received().stream().filter(frame -> frame.startsWith("43")))
                .containsExactly(
                        "43/x-main,1[\"LiteralBean\"]",
                        "43/x-y,1[\"ShortBean\"]",
                        "43/x-y-z,1[\"LongBean\"]",
                        "43/x,1[\"RegexBean\"]",
                        "43/z,1[\"RegexBeanToo\"]");
    }

    @Dependent
    static class Desk {
        @Inject
        @InNamespace("/tenant-{id}")
        ParentNamespace tenants;

        @Inject
        @InNamespace("/tenant-{id}")
        Namespace all;

        @Inject
        SocketServer server;
    }

    @Test
    void fromOutsideATemplateNamesTheParentThatReachesAllChildren() {
        Served.Client client = client(Tenants.class, Desk.class);
        Desk desk = served().bean(Desk.class);
        client.sends("40/tenant-7,", "40/tenant-8,");
        client.received();
        desk.tenants.emit("news");
        desk.all.emit("more");
        desk.server.namespace("/tenant-8").orElseThrow().emit("eight");
        assertThat(client.received())
                .containsExactlyInAnyOrder(
                        "42/tenant-7,[\"news\"]",
                        "42/tenant-8,[\"news\"]",
                        "42/tenant-7,[\"more\"]",
                        "42/tenant-8,[\"more\"]",
                        "42/tenant-8,[\"eight\"]");
        assertThat(desk.tenants.name()).isEqualTo("/tenant-{id}");
        assertThat(desk.tenants.children())
                .extracting(Namespace::name)
                .containsExactlyInAnyOrder("/tenant-7", "/tenant-8");
        assertThat(desk.server.namespace("/tenant-9")).isEmpty();
    }

    @SocketNamespace("/team-{id}")
    static class Teams {
        @Inject
        Namespace own;

        String name() {
            return own.name();
        }

        String text() {
            return own.toString();
        }

        @Inject
        ParentNamespace teams;

        int count() {
            return teams.children().size();
        }

        @OnEvent("count")
        int counted() {
            return count();
        }
    }

    @SocketNamespace("/a")
    static class Neighbour {
        @Inject
        Teams teams;

        @OnEvent("call")
        String call() {
            try {
                return teams.name();
            } catch (IllegalStateException e) {
                return String.valueOf(e.getMessage()).substring(0, 10);
            }
        }
    }

    @Test
    void outsideOfItsCallbacksABeanOfATemplateHasNoNamespaceOfItsOwn() {
        Served.Client client = client(Teams.class, Neighbour.class);
        Teams teams = served().bean(Teams.class);
        assertThatIllegalStateException()
                .isThrownBy(teams::name)
                .withMessage(
                        "PARLEY6118 The namespace injected into the bean of /team-{id} is the one whose callback is"
                                + " running, and none is on thread "
                                + Thread.currentThread().getName()
                                + ". Elsewhere find it through SocketServer.namespace(\"/...\"), or reach all of them with @Inject"
                                + " @InNamespace(\"/team-{id}\").");
        assertThat(teams.text()).isEqualTo("Namespace /team-{id}");
        client.sends("40/a,", "42/a,1[\"call\"]");
        assertThat(client.received()).endsWith("43/a,1[\"PARLEY6118\"]");
    }

    @Test
    void theParentOfABeanOfATemplateIsInjectedToo() {
        Served.Client client = client(Teams.class);
        client.sends("40/team-1,", "40/team-2,", "42/team-2,1[\"count\"]");
        assertThat(client.received()).endsWith("43/team-2,1[2]");
        assertThat(served().bean(Teams.class).count()).isEqualTo(2);
    }
}
