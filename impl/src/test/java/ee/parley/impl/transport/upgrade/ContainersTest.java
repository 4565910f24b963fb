// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ee.parley.ServerOptions;
import ee.parley.impl.engine.Engine;
import ee.parley.impl.engine.HandshakeRequest;
import ee.parley.impl.engine.RecordingListener;
import ee.parley.impl.lane.ManualTimers;
import ee.parley.impl.transport.Fake;
import ee.parley.impl.transport.GrizzlyRequest;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.WebConnection;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.catalina.connector.CatalinaConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What containers may do with an upgrade, each played by a container made of one method. */
class ContainersTest {
    private final ManualTimers timers = new ManualTimers();
    private final Engine engine = new Engine(ServerOptions.defaults(), timers, session -> {
        throw new AssertionError("opened");
    });
    private final UpgradeAcceptor acceptor =
            new UpgradeAcceptor(engine, ServerOptions.defaults(), timers, Runnable::run, Runnable::run);
    private final List<String> answered = new ArrayList<>();

    private static ServletContext context(String server) {
        return Fake.of(ServletContext.class, (proxy, method, arguments) -> {
            assertThat(method.getName()).isEqualTo("getServerInfo");
            return server;
        });
    }

    private HttpServletResponse response() {
        return Fake.of(HttpServletResponse.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "isCommitted" -> false;
            case "reset" -> {
                answered.clear();
                yield null;
            }
            case "setStatus" -> {
                answered.add("status " + arguments[0]);
                yield null;
            }
            case "setContentLength" -> {
                answered.add("length " + arguments[0]);
                yield null;
            }
            case "setHeader" -> {
                answered.add(arguments[0] + ": " + arguments[1]);
                yield null;
            }
            default -> throw new AssertionError(method);
        });
    }

    private static HttpServletRequest request(InvocationHandler upgrade) {
        return Fake.of(HttpServletRequest.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getHeader" -> "dGhlIHNhbXBsZSBub25jZQ==";
            case "upgrade" -> upgrade.invoke(proxy, method, arguments);
            default -> throw new AssertionError(method);
        });
    }

    private void connect(InvocationHandler upgrade) {
        acceptor.connect(request(upgrade), response(), engine.nextId(), handshake());
    }

    private static HandshakeRequest handshake() {
        return new HandshakeRequest("/socket.io/", Map.of(), Map.of(), "127.0.0.1", false, Optional.empty(), Set.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Payara Micro 6.2025.10 #badassfish", "Payara Server  6.2025.10", "Eclipse GlassFish  7.0.21"})
    void serverOnWhichItIsProvenIsTaken(String server) {
        assertThatCode(() -> ProvenContainers.require(context(server))).doesNotThrowAnyException();
    }

    @Test
    void serverOnWhichItIsNotProvenIsRefusedAndToldWhatToSet() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ProvenContainers.require(context("Apache Tomcat/11.0.24")))
                .withMessage("PARLEY5070 parley.websocket=upgrade is proven on WildFly (Undertow) and on Payara"
                        + " (Grizzly), and this server is \"Apache Tomcat/11.0.24\". Set parley.websocket=endpoint.");
    }

    @Test
    void handshakeIsAnsweredBeforeTheContainerOpensTheConnection() {
        connect((proxy, method, arguments) -> new UpgradedConnection());

        assertThat(answered)
                .containsExactly(
                        "status 101",
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(engine.clientsCount()).isZero();
    }

    @Test
    void upgradeThatFailsIsAnswered500() {
        connect((proxy, method, arguments) -> {
            throw new ServletException("no");
        });

        assertThat(answered).containsExactly("status 500", "length 0");
    }

    @Test
    void connectionThatIsNeverOpenedLeavesNothingBehind() {
        connect((proxy, method, arguments) -> new UpgradedConnection());
        assertThat(timers.waiting()).isEqualTo(1);

        timers.advance(Duration.ofSeconds(10));

        assertThat(timers.waiting()).isZero();
        assertThat(engine.clientsCount()).isZero();
    }

    @Test
    void writesThatAreMadeMeanwhileRunInTheSameTurn() {
        List<Runnable> turns = new ArrayList<>();
        List<String> written = new ArrayList<>();
        DeferredWork writes = new DeferredWork(turns::add);
        writes.add(() -> {
            written.add("one");
            writes.add(() -> written.add("three"));
        });
        writes.add(() -> written.add("two"));
        assertThat(written).isEmpty();

        turns.forEach(Runnable::run);

        assertThat(written).containsExactly("one", "two", "three");
        assertThat(turns).hasSize(1);
        writes.add(() -> written.add("four"));
        assertThat(turns).hasSize(2);
    }

    @Test
    void writesAreMadeAtOnceWhenTheThreadsHaveEnded() {
        List<String> written = new ArrayList<>();
        DeferredWork writes = new DeferredWork(task -> {
            throw new RejectedExecutionException();
        });

        writes.add(() -> written.add("one"));
        writes.add(() -> written.add("two"));

        assertThat(written).containsExactly("one", "two");
    }

    /** A peer that sends pongs, which mean nothing, for ever. */
    private static final class Endless extends ServletInputStream {
        int reads;

        @Override
        public int read() {
            throw new AssertionError("byte by byte");
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            reads++;
            byte[] pong = ReadEvents.bytes("8a80 00000000");
            System.arraycopy(pong, 0, bytes, offset, pong.length);
            return pong.length;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public void setReadListener(ReadListener listener) {}
    }

    @Test
    void peerThatSendsWithoutEndLeavesTheContainersThread() {
        List<Runnable> turns = new ArrayList<>();
        Endless in = new Endless();
        Engine open = new Engine(ServerOptions.defaults(), timers, session -> new RecordingListener());
        UpgradedConnection connection = new UpgradedConnection();
        new UpgradeAcceptor(open, ServerOptions.defaults(), timers, turns::add, Runnable::run)
                .connect(request((proxy, method, arguments) -> connection), response(), open.nextId(), handshake());
        connection.init(webConnection(in));

        connection.onDataAvailable();

        assertThat(in.reads).isEqualTo(16);
        assertThat(turns).hasSize(1);
    }

    /** What Undertow's requests have beyond those of the API. */
    public interface UndertowRequest extends HttpServletRequest {
        Exchange getExchange();
    }

    /** As Undertow's. */
    public interface Exchange {
        Executor getIoThread();
    }

    @Test
    void undertowsStreamIsReadOnByItsOwnThreadAlsoBehindAFilter() {
        List<Runnable> turns = new ArrayList<>();
        Executor thread = turns::add;
        Exchange exchange = () -> thread;
        UndertowRequest request = Fake.of(UndertowRequest.class, (proxy, method, arguments) -> {
            assertThat(method.getName()).isEqualTo("getExchange");
            return exchange;
        });

        assertThat(ReadingThread.of(new HttpServletRequestWrapper(new HttpServletRequestWrapper(request))))
                .isSameAs(thread);
    }

    @Test
    void peerThatIsLetGoOnIsReadOnByThatThread() {
        List<Runnable> turns = new ArrayList<>();
        Endless in = new Endless();
        Engine open = new Engine(ServerOptions.defaults(), timers, session -> new RecordingListener());
        Exchange exchange = () -> turns::add;
        UpgradedConnection connection = new UpgradedConnection();
        UndertowRequest request =
                Fake.of(UndertowRequest.class, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getExchange" -> exchange;
                    case "getHeader" -> "dGhlIHNhbXBsZSBub25jZQ==";
                    case "upgrade" -> connection;
                    default -> throw new AssertionError(method);
                });
        new UpgradeAcceptor(open, ServerOptions.defaults(), timers, Runnable::run, Runnable::run)
                .connect(request, response(), open.nextId(), handshake());
        connection.init(webConnection(in));
        connection.onDataAvailable();
        assertThat(in.reads).isEqualTo(16);

        turns.remove(0).run();

        assertThat(in.reads).isEqualTo(32);
    }

    private static WebConnection webConnection(ServletInputStream in) {
        return Fake.of(WebConnection.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getInputStream" -> in;
            case "getOutputStream" -> new Sink();
            default -> throw new AssertionError(method);
        });
    }

    /** As Grizzly reports a connection that its peer has closed. */
    @Test
    void failureToReadIsTheEndOfThePeer() {
        RecordingListener heard = new RecordingListener();
        Engine open = new Engine(ServerOptions.defaults(), timers, session -> heard);
        UpgradedConnection connection = new UpgradedConnection();
        List<String> closed = new ArrayList<>();
        new UpgradeAcceptor(open, ServerOptions.defaults(), timers, Runnable::run, Runnable::run)
                .connect(request((proxy, method, arguments) -> connection), response(), open.nextId(), handshake());
        connection.init(Fake.of(WebConnection.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getInputStream" -> new Endless();
            case "getOutputStream" -> new Sink();
            case "close" -> closed.add("closed");
            default -> throw new AssertionError(method);
        }));

        connection.onError(new EOFException());

        assertThat(heard.takeHeard()).containsExactly("closed transport close");
        assertThat(closed).containsExactly("closed");
    }

    /** Else the class loader of an application would stay for as long as Grizzly's pool keeps the request. */
    @Test
    void aRequestForgetsItsHandlerWhenThatIsDestroyed() {
        UpgradedConnection connection = new UpgradedConnection();
        CatalinaConnection opened = new CatalinaConnection(new Endless(), new Sink(), new ArrayList<>());
        opened.opensFor(connection);
        assertThat(opened.lastHandler()).isSameAs(connection);

        connection.destroy();

        assertThat(opened.lastHandler()).isNull();
    }

    private UpgradedConnection opened(ServletOutputStream out, List<String> heard) {
        UpgradedConnection connection = new UpgradedConnection();
        Engine open = new Engine(ServerOptions.defaults(), timers, session -> new RecordingListener());
        GrizzlyRequest request = Fake.of(GrizzlyRequest.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getUnwrappedCoyoteRequest" -> new GrizzlyRequest.Parts(heard);
            case "getHeader" -> "dGhlIHNhbXBsZSBub25jZQ==";
            case "upgrade" -> connection;
            default -> throw new AssertionError(method);
        });
        new UpgradeAcceptor(open, ServerOptions.defaults(), timers, Runnable::run, Runnable::run)
                .connect(request, response(), open.nextId(), handshake());
        connection.init(new CatalinaConnection(new Endless(), out, heard));
        return connection;
    }

    private List<String> closed(boolean cut) {
        List<String> heard = new ArrayList<>();
        opened(new Sink(), heard).close(cut);
        return heard;
    }

    @Test
    void whatFailsDoesNotKeepOtherConnectionsFromTheirWork() {
        List<Runnable> turns = new ArrayList<>();
        List<String> done = new ArrayList<>();
        DeferredWork work = new DeferredWork(turns::add);
        work.add(() -> {
            throw new OutOfMemoryError("no buffer");
        });
        work.add(() -> done.add("behind it"));
        turns.remove(0).run();
        work.add(() -> done.add("later"));
        turns.remove(0).run();

        assertThat(done).containsExactly("behind it", "later");
    }

    @Test
    void whatGrizzlyHoldsForAPeerThatIsCutIsDropped() {
        assertThat(closed(true)).containsExactly("dropped", "closed when all is written");
        assertThat(closed(false)).containsExactly("closed when all is written");
    }

    /** It takes all it is given, and waits for the peer to read it. */
    @Test
    void whatGrizzlyHoldsForAPeerThatClosesAndReadsNothingIsDroppedAfterFiveSeconds() {
        List<String> heard = new ArrayList<>();
        opened(new Taking(), heard).onAllDataRead();
        assertThat(heard).containsExactly("closed when all is written");

        timers.advance(Duration.ofMillis(4_999));
        assertThat(heard).containsExactly("closed when all is written");
        timers.advance(Duration.ofMillis(1));

        assertThat(heard).containsExactly("closed when all is written", "dropped");
    }

    private static final class Taking extends ServletOutputStream {
        @Override
        public void write(int b) {}

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            try {
                listener.onWritePossible();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static final class Sink extends ServletOutputStream {
        @Override
        public void write(int b) {
            throw new AssertionError("nothing was asked for");
        }

        @Override
        public boolean isReady() {
            return false;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}
    }
}
