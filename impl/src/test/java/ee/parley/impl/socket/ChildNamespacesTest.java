// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ee.parley.ConnectionRefusedException;
import ee.parley.DisconnectReason;
import ee.parley.Namespace;
import ee.parley.ParentNamespace;
import ee.parley.ServerOptions;
import ee.parley.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ChildNamespacesTest {
    private final Fixture fixture = new Fixture();
    private final RecordingHandler tenants = new RecordingHandler();
    private final LocalParent parent = tenants(fixture);

    private LocalParent tenants(Fixture on) {
        return on.broker.register(
                "/tenant-{id}",
                name -> name.startsWith("/tenant-") ? Optional.of(name.substring(8)) : Optional.empty(),
                tenants);
    }

    private List<String> children() {
        return parent.children().stream().map(Namespace::name).sorted().toList();
    }

    @Test
    void aClientMakesTheNamespaceItConnectsTo() {
        var client = fixture.client();
        client.sends("40/tenant-7,");
        assertThat(client.received()).containsExactly("40/tenant-7,{\"sid\":\"ID\"}");
        assertThat(children()).containsExactly("/tenant-7");
        assertThat(tenants.last().namespace().name()).isEqualTo("/tenant-7");
        assertThat(fixture.broker.namespaces()).extracting(Namespace::name).contains("/tenant-7", "/", "/chat");
    }

    @Test
    void whatWasFoundInTheNameIsKnownOfTheChild() {
        fixture.client().sends("40/tenant-7,");
        assertThat(((LocalNamespace) tenants.last().namespace()).match()).contains("7");
        assertThat(fixture.chatNamespace.match()).isEmpty();
    }

    @Test
    void aSecondClientJoinsTheSameNamespace() {
        fixture.client().sends("40/tenant-7,");
        fixture.client().sends("40/tenant-7,");
        assertThat(tenants.sockets.get(0).namespace())
                .isSameAs(tenants.sockets.get(1).namespace());
        assertThat(parent.sockets()).hasSize(2);
    }

    @Test
    void aNameThatNobodyTakesIsRefused() {
        var client = fixture.client();
        client.sends("40/other,", "42/other,[\"x\"]");
        assertThat(client.received()).containsExactly("44/other,{\"message\":\"Invalid namespace\"}");
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void noClientMakesANamespaceWhoseNameHasControlCharacters() {
        var client = fixture.client();
        client.sends("40/tenant-\u001e4,", "40/tenant-\n,");
        assertThat(client.received())
                .containsExactly(
                        "44/tenant-\u001e4,{\"message\":\"Invalid namespace\"}",
                        "44/tenant-\n,{\"message\":\"Invalid namespace\"}");
        assertThat(children()).isEmpty();
    }

    @Test
    void aNameThatNoParentMayTakeIsRefusedWithoutAskingTheApplication() {
        Fixture picky = new Fixture();
        picky.broker.register(
                "/t-{x}",
                new ChildNames() {
                    @Override
                    public Optional<?> match(String name) {
                        return Optional.of(name);
                    }

                    @Override
                    public boolean mayMatch(String name) {
                        return name.startsWith("/t-");
                    }
                },
                tenants);
        picky.executor.hold();
        var client = picky.client();
        client.sends("40/other,", "40/t-1,");
        assertThat(client.received()).containsExactly("44/other,{\"message\":\"Invalid namespace\"}");
        picky.executor.turn();
        assertThat(client.received()).containsExactly("40/t-1,{\"sid\":\"ID\"}");
    }

    @Test
    void theFirstParentThatTakesANameHasTheChild() {
        RecordingHandler second = new RecordingHandler();
        fixture.broker.register("/{any}", name -> Optional.of(name), second);
        fixture.client().sends("40/tenant-7,", "40/elsewhere,");
        assertThat(tenants.takeHeard()).containsExactly("connect");
        assertThat(second.last().namespace().name()).isEqualTo("/elsewhere");
    }

    @Test
    void aNamespaceOfItsOwnIsNobodysChild() {
        fixture.broker.register("/tenant-main", fixture.chat);
        fixture.client().sends("40/tenant-main,");
        assertThat(children()).isEmpty();
        assertThat(fixture.chat.takeHeard()).containsExactly("connect");
    }

    @Test
    void aChildEndsWhenItsLastSocketHasLeft() {
        var one = fixture.client();
        var other = fixture.client();
        one.sends("40/tenant-7,");
        other.sends("40/tenant-7,");
        one.sends("41/tenant-7,");
        assertThat(children()).containsExactly("/tenant-7");
        other.vanishes();
        assertThat(children()).isEmpty();
        assertThat(fixture.broker.namespace("/tenant-7")).isEmpty();
    }

    @Test
    void aChildLivesUntilTheDisconnectHandlerOfItsLastSocketHasReturned() {
        var client = fixture.client();
        client.sends("40/tenant-7,");
        tenants.onDisconnect = (socket, reason) -> assertThat(children()).containsExactly("/tenant-7");
        client.sends("41/tenant-7,");
        assertThat(tenants.takeHeard())
                .containsExactly("connect", "disconnect " + DisconnectReason.CLIENT_NAMESPACE_DISCONNECT);
        assertThat(children()).isEmpty();
    }

    @Test
    void aChildWhoseOnlyClientIsRefusedEnds() {
        tenants.gate = socket -> {
            throw new ConnectionRefusedException("no");
        };
        var client = fixture.client();
        client.sends("40/tenant-7,");
        assertThat(client.received()).containsExactly("44/tenant-7,{\"message\":\"no\"}");
        assertThat(children()).isEmpty();
    }

    @Test
    void aChildWhoseOnlyClientGoesAtTheGateEnds() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        tenants.gate = socket -> decision;
        var client = fixture.client();
        client.sends("40/tenant-7,");
        assertThat(children()).containsExactly("/tenant-7");
        client.vanishes();
        assertThat(children()).isEmpty();
        decision.complete(null);
        assertThat(children()).isEmpty();
    }

    @Test
    void aChildWhoseOnlyClientGoesBeforeItIsMadeEnds() {
        fixture.executor.hold();
        var client = fixture.client();
        client.sends("40/tenant-7,");
        client.vanishes();
        fixture.executor.turn();
        assertThat(children()).isEmpty();
        assertThat(tenants.takeHeard()).isEmpty();
    }

    @Test
    void aClientMayLeaveBeforeTheNamespaceIsMadeAndComeAgain() {
        fixture.executor.hold();
        var client = fixture.client();
        client.sends("40/tenant-7,", "42/tenant-7,[\"lost\"]", "41/tenant-7,", "40/tenant-7,", "42/tenant-7,[\"a\"]");
        fixture.executor.turn();
        assertThat(client.received()).containsExactly("40/tenant-7,{\"sid\":\"ID\"}");
        assertThat(tenants.takeHeard()).containsExactly("connect", "event a[]");
        client.sends("41/tenant-7,");
        fixture.executor.turn();
        assertThat(children()).isEmpty();
    }

    @Test
    void aSecondConnectBeforeTheNamespaceIsMadeBreaksTheProtocol() {
        fixture.executor.hold();
        var client = fixture.client();
        client.sends("40/tenant-7,", "40/tenant-7,");
        assertThat(client.isClosed()).isTrue();
        fixture.executor.turn();
        assertThat(children()).isEmpty();
    }

    @Test
    void eventsThatComeBeforeTheNamespaceIsMadeAreHandledInOrder() {
        fixture.executor.hold();
        var client = fixture.client();
        client.sends("40/tenant-7,", "42/tenant-7,[\"a\"]", "42/tenant-7,[\"b\"]");
        fixture.executor.turn();
        client.sends("42/tenant-7,[\"c\"]");
        fixture.executor.turn();
        assertThat(tenants.takeHeard()).containsExactly("connect", "event a[]", "event b[]", "event c[]");
    }

    @Test
    void whileANamespaceIsMadeTheOthersOfTheConnectionGoOn() {
        fixture.client();
        var client = fixture.joined();
        fixture.executor.hold();
        client.sends("40/tenant-7,");
        fixture.mainNamespace.emit("news");
        assertThat(client.received()).containsExactly("42[\"news\"]");
    }

    @Test
    void readingIsHeldBackWhileTooMuchWaitsForANamespaceToBeMade() {
        Fixture narrow = new Fixture(ServerOptions.builder().maxPendingEvents(2).build());
        tenants(narrow);
        narrow.executor.hold();
        var client = narrow.pollingClient();
        client.sends("40/tenant-7,", "42/tenant-7,[\"a\"]");
        assertThat(client.session.readable().toCompletableFuture()).isDone();
        client.sends("42/tenant-7,[\"b\"]");
        assertThat(client.session.readable().toCompletableFuture()).isNotDone();
        narrow.executor.turn();
        assertThat(client.session.readable().toCompletableFuture()).isDone();
        assertThat(tenants.takeHeard()).containsExactly("connect", "event a[]", "event b[]");
    }

    @Test
    void soManyChildrenExistAtATimeAndNoMore() {
        Fixture narrow =
                new Fixture(ServerOptions.builder().maxChildNamespaces(1).build());
        tenants(narrow);
        var one = narrow.client();
        var other = narrow.client();
        one.sends("40/tenant-1,");
        other.sends("40/tenant-2,", "40/tenant-1,");
        assertThat(other.received())
                .containsExactly("44/tenant-2,{\"message\":\"Too many namespaces\"}", "40/tenant-1,{\"sid\":\"ID\"}");
        one.vanishes();
        other.sends("41/tenant-1,", "40/tenant-2,");
        assertThat(other.received()).containsExactly("40/tenant-2,{\"sid\":\"ID\"}");
    }

    @Test
    void clientsThatAskForNamespacesCountWithThoseTheConnectionIsIn() {
        Fixture narrow = new Fixture(ServerOptions.builder().maxNamespaces(2).build());
        tenants(narrow);
        narrow.executor.hold();
        var client = narrow.client();
        client.sends("40/tenant-1,", "41/tenant-1,", "40/tenant-2,", "41/tenant-2,", "40/tenant-3,");
        assertThat(client.received()).containsExactly("44/tenant-3,{\"message\":\"Too many namespaces\"}");
        assertThat(narrow.executor.waiting()).isEqualTo(2);
    }

    @Test
    void onlyTheLatestRefusalsAreRemembered() {
        Fixture narrow = new Fixture(ServerOptions.builder().maxNamespaces(2).build());
        tenants(narrow);
        var client = narrow.client();
        client.sends("40/a,", "40/b,", "40/c,", "42/b,[\"x\"]", "42/c,[\"x\"]");
        assertThat(client.isClosed()).isFalse();
        client.sends("42/a,[\"x\"]");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void namesThatCannotBeJudgedAreAnInternalError() {
        fixture.broker.register(
                "/broken",
                name -> {
                    throw new IllegalStateException("secret");
                },
                new RecordingHandler());
        var client = fixture.client();
        client.sends("40/x,");
        assertThat(client.received()).containsExactly("44/x,{\"message\":\"Internal error\"}");
    }

    @Test
    void whoJudgesNamesMayRefuseWithWordsOfItsOwn() {
        fixture.broker.of((name, handshake) -> {
            throw new ConnectionRefusedException("not yours", Map.of("code", 7));
        });
        var client = fixture.client();
        client.sends("40/x,");
        assertThat(client.received()).containsExactly("44/x,{\"message\":\"not yours\",\"data\":{\"code\":7}}");
    }

    @Test
    void aPredicateIsAskedForEachClientWithItsHandshake() {
        List<String> asked = new ArrayList<>();
        ParentNamespace teams = fixture.broker.of((name, handshake) -> {
            asked.add(name + handshake.auth());
            return handshake.auth().containsKey("key");
        });
        var member = fixture.client();
        var stranger = fixture.client();
        member.sends("40/team,{\"key\":1}");
        stranger.sends("40/team,{}");
        assertThat(member.received()).containsExactly("40/team,{\"sid\":\"ID\"}");
        assertThat(stranger.received()).containsExactly("44/team,{\"message\":\"Invalid namespace\"}");
        assertThat(asked).containsExactly("/team{\"key\":1}", "/team{}");
        assertThat(teams.name()).isEqualTo("/_0");
        assertThat(teams.children()).extracting(Namespace::name).containsExactly("/team");
    }

    @Test
    void aPredicateThatDeclinesLeavesTheNameToTheNextParent() {
        fixture.broker.of((name, handshake) -> false);
        ParentNamespace rest = fixture.broker.of(Pattern.compile("/r[a-z]*"));
        var client = fixture.client();
        client.sends("40/rest,", "40/rest2,");
        assertThat(client.received())
                .containsExactly("40/rest,{\"sid\":\"ID\"}", "44/rest2,{\"message\":\"Invalid namespace\"}");
        assertThat(rest.children()).extracting(Namespace::name).containsExactly("/rest");
        assertThat(rest.name()).isEqualTo("/r[a-z]*");
    }

    @Test
    void aPredicateRunsWhereItMayBlock() {
        fixture.executor.hold();
        List<Boolean> onLane = new ArrayList<>();
        Fixture.Client client = fixture.client();
        fixture.broker.of((name, handshake) -> onLane.add(client.session.lane().held()));
        client.sends("40/x,");
        assertThat(onLane).isEmpty();
        fixture.executor.turn();
        assertThat(onLane).containsExactly(false);
    }

    @Test
    void anOpenedNamespaceAdmitsEverybodyAndStays() {
        Namespace status = fixture.broker.of("status");
        var client = fixture.client();
        client.sends("40/status,", "42/status,1[\"x\"]");
        assertThat(client.received())
                .containsExactly(
                        "40/status,{\"sid\":\"ID\"}",
                        "43/status,1[{\"error\":{\"code\":\"NOT_FOUND\",\"message\":\"no handler for event \\\"x\\\"\"}}]");
        client.vanishes();
        assertThat(fixture.broker.of("/status")).isSameAs(status);
        assertThat(fixture.broker.namespace("/status")).contains(status);
    }

    @Test
    void anOpenedNameOfATemplateIsAChildThatStaysAndCountsForNoLimit() {
        Fixture narrow =
                new Fixture(ServerOptions.builder().maxChildNamespaces(1).build());
        LocalParent narrowParent = tenants(narrow);
        Namespace seven = narrow.broker.of("/tenant-7");
        var client = narrow.client();
        client.sends("40/tenant-7,", "40/tenant-8,");
        assertThat(client.received()).containsExactly("40/tenant-7,{\"sid\":\"ID\"}", "40/tenant-8,{\"sid\":\"ID\"}");
        assertThat(tenants.sockets.get(0).namespace()).isSameAs(seven);
        client.vanishes();
        assertThat(narrowParent.children()).containsExactly(seven);
    }

    @Test
    void aChildThatIsOpenedWhileItHasSocketsStays() {
        var client = fixture.client();
        client.sends("40/tenant-7,");
        Namespace seven = fixture.broker.of("/tenant-7");
        assertThat(seven).isSameAs(tenants.last().namespace());
        client.vanishes();
        assertThat(children()).containsExactly("/tenant-7");
    }

    @Test
    void theNameOfAParentStandsForIt() {
        assertThat(fixture.broker.namespace("/tenant-{id}")).containsSame(parent);
        assertThat(fixture.broker.of("/tenant-{id}")).isSameAs(parent);
    }

    @Test
    void namesThatNoClientCanAskForCannotBeOpened() {
        assertThatIllegalArgumentException().isThrownBy(() -> fixture.broker.of("/a,b"));
        assertThatIllegalArgumentException().isThrownBy(() -> fixture.broker.of("/a?b"));
    }

    @Test
    void aRefusedNameCannotBeOpened() {
        fixture.broker.register(
                "/number-{n}",
                name -> {
                    throw new ConnectionRefusedException("Invalid namespace");
                },
                tenants);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fixture.broker.of("/number-x"))
                .withMessage("There can be no namespace \"/number-x\"");
    }

    @Test
    void whoListensHearsOfEachNewNamespaceBeforeItsFirstClientIsAsked() {
        List<String> heard = new ArrayList<>();
        tenants.gate = socket -> {
            heard.add("gate");
            return CompletableFuture.completedFuture(null);
        };
        var listening = fixture.broker.onNewNamespace(namespace -> heard.add("new " + namespace.name()));
        var client = fixture.client();
        client.sends("40/tenant-7,");
        fixture.broker.of("/status");
        client.sends("41/tenant-7,", "40/tenant-7,");
        listening.close();
        fixture.broker.of("/unheard");
        assertThat(heard).containsExactly("new /tenant-7", "gate", "new /status", "new /tenant-7", "gate");
    }

    @Test
    void noClientOvertakesWhoListensForNewNamespaces() {
        var slow = fixture.client();
        var fast = fixture.client();
        fixture.broker.onNewNamespace(namespace -> {
            fast.sends("40/tenant-7,");
            assertThat(tenants.takeHeard()).isEmpty();
            assertThat(fast.received()).isEmpty();
        });
        slow.sends("40/tenant-7,");
        assertThat(slow.received()).containsExactly("40/tenant-7,{\"sid\":\"ID\"}");
        assertThat(fast.received()).containsExactly("40/tenant-7,{\"sid\":\"ID\"}");
        assertThat(tenants.takeHeard()).containsExactly("connect", "connect");
    }

    @Test
    void aParentReachesTheSocketsOfAllItsChildren() {
        var one = fixture.client();
        var other = fixture.client();
        one.sends("40/tenant-1,");
        other.sends("40/tenant-2,");
        tenants.sockets.get(1).join("red");
        one.received();
        other.received();
        parent.emit("news", 1);
        parent.to("red").emit("red");
        parent.except("red").emit("others");
        parent.to("red").to(tenants.sockets.get(0).id()).emit("both");
        assertThat(one.received())
                .containsExactly("42/tenant-1,[\"news\",1]", "42/tenant-1,[\"others\"]", "42/tenant-1,[\"both\"]");
        assertThat(other.received())
                .containsExactly("42/tenant-2,[\"news\",1]", "42/tenant-2,[\"red\"]", "42/tenant-2,[\"both\"]");
    }

    @Test
    void aParentCollectsTheAnswersOfAllItsChildren() {
        var one = fixture.client();
        var other = fixture.client();
        one.sends("40/tenant-1,");
        other.sends("40/tenant-2,");
        one.received();
        other.received();
        var answers = parent.emitWithAck(String.class, "who").toCompletableFuture();
        assertThat(one.received()).containsExactly("42/tenant-1,0[\"who\"]");
        assertThat(other.received()).containsExactly("42/tenant-2,0[\"who\"]");
        other.sends("43/tenant-2,0[\"two\"]");
        assertThat(answers).isNotDone();
        one.sends("43/tenant-1,0[\"one\"]");
        assertThat(answers.join()).containsExactly("two", "one");
    }

    @Test
    void aParentQueriesAndMovesTheSocketsOfAllItsChildren() {
        var one = fixture.client();
        var other = fixture.client();
        one.sends("40/tenant-1,");
        other.sends("40/tenant-2,");
        parent.socketsJoin("red");
        assertThat(tenants.sockets)
                .allSatisfy(socket -> assertThat(socket.rooms()).contains("red"));
        assertThat(parent.fetchSockets().toCompletableFuture().join())
                .containsExactlyInAnyOrderElementsOf(tenants.sockets);
        parent.in("red").socketsLeave("red");
        assertThat(tenants.sockets)
                .noneSatisfy(socket -> assertThat(socket.rooms()).contains("red"));
        parent.disconnectSockets(false);
        assertThat(tenants.sockets).noneMatch(Socket::connected);
        assertThat(parent.children()).isEmpty();
    }
}
