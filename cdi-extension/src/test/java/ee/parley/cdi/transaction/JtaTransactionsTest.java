// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ee.parley.ServerOptions;
import ee.parley.impl.socket.Transactions;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JtaTransactionsTest {
    private final Registry registry = new Registry();
    private final Transactions transactions = new JtaTransactions(registry);

    private static final class Recording implements Transactions.Outcome {
        final List<String> heard = new ArrayList<>();

        @Override
        public void committed() {
            heard.add("committed");
        }

        @Override
        public void rolledBack() {
            heard.add("rolled back");
        }
    }

    /** One transaction of a container, in any state, that takes registrations in those in which containers do. */
    private static final class Registry implements TransactionSynchronizationRegistry {
        final List<Synchronization> bound = new ArrayList<>();
        private final Map<Object, Object> resources = new HashMap<>();
        int status = Status.STATUS_ACTIVE;

        /** What the status turns to when somebody registers. */
        int statusAtRegistration = Status.STATUS_ACTIVE;

        void end(int outcome) {
            status = outcome;
            bound.forEach(synchronization -> synchronization.afterCompletion(outcome));
        }

        @Override
        public Object getTransactionKey() {
            throw new AssertionError();
        }

        @Override
        public void putResource(Object key, Object value) {
            resources.put(key, value);
        }

        @Override
        public Object getResource(Object key) {
            if (status == Status.STATUS_NO_TRANSACTION) {
                throw new IllegalStateException("no transaction");
            }
            return resources.get(key);
        }

        @Override
        public void registerInterposedSynchronization(Synchronization synchronization) {
            if (statusAtRegistration != Status.STATUS_ACTIVE) {
                status = statusAtRegistration;
                throw new IllegalStateException("not active");
            }
            bound.add(synchronization);
        }

        @Override
        public int getTransactionStatus() {
            return status;
        }

        @Override
        public void setRollbackOnly() {
            throw new AssertionError();
        }

        @Override
        public boolean getRollbackOnly() {
            throw new AssertionError();
        }
    }

    private Optional<Recording> bound() {
        return transactions.bound(Recording.class, Recording::new);
    }

    @Test
    void oneIsBoundToEachTransaction() {
        Recording outcome = bound().orElseThrow();
        assertThat(bound()).containsSame(outcome);
        assertThat(registry.bound).hasSize(1);
        registry.end(Status.STATUS_COMMITTED);
        assertThat(outcome.heard).containsExactly("committed");
    }

    @Test
    void everyOtherOutcomeIsARollback() {
        Recording outcome = bound().orElseThrow();
        registry.end(Status.STATUS_ROLLEDBACK);
        assertThat(outcome.heard).containsExactly("rolled back");
        Registry other = new Registry();
        Recording unknown = new JtaTransactions(other)
                .bound(Recording.class, Recording::new)
                .orElseThrow();
        other.end(Status.STATUS_UNKNOWN);
        assertThat(unknown.heard).containsExactly("rolled back");
    }

    @Test
    void severalApplicationsTakePartInOneTransaction() {
        Recording ours = bound().orElseThrow();
        Recording theirs = new JtaTransactions(registry)
                .bound(Recording.class, Recording::new)
                .orElseThrow();
        assertThat(theirs).isNotSameAs(ours);
    }

    @Test
    void nothingIsBoundWithoutATransactionOrAfterItsCommit() {
        registry.status = Status.STATUS_NO_TRANSACTION;
        assertThat(bound()).isEmpty();
        registry.status = Status.STATUS_COMMITTED;
        assertThat(bound()).isEmpty();
        assertThat(registry.bound).isEmpty();
    }

    @Test
    void aTransactionThatCanOnlyBeRolledBackTellsAtOnce() {
        for (int doomed :
                List.of(Status.STATUS_MARKED_ROLLBACK, Status.STATUS_ROLLING_BACK, Status.STATUS_ROLLEDBACK)) {
            registry.status = doomed;
            assertThat(bound().orElseThrow().heard).containsExactly("rolled back");
        }
        assertThat(registry.bound).isEmpty();
    }

    @Test
    void whoWasBoundBeforeTheMarkStaysBound() {
        Recording outcome = bound().orElseThrow();
        registry.status = Status.STATUS_MARKED_ROLLBACK;
        assertThat(bound()).containsSame(outcome);
        assertThat(outcome.heard).isEmpty();
    }

    @Test
    void aTransactionThatTimesOutMeanwhileIsARollback() {
        registry.statusAtRegistration = Status.STATUS_ROLLEDBACK;
        assertThat(bound().orElseThrow().heard).containsExactly("rolled back");
    }

    @Test
    void aTransactionThatIsCompletingTakesNobody() {
        registry.statusAtRegistration = Status.STATUS_COMMITTING;
        assertThatIllegalStateException()
                .isThrownBy(this::bound)
                .withMessage(
                        "PARLEY6120 The transaction is completing, so nothing can be bound to it any more. Send the"
                                + " event before, or with afterCommit(false).");
    }

    @Test
    void aContainerMayHaveNoTransactions() {
        assertThat(ContainerTransactions.find(ServerOptions.defaults())).isSameAs(Transactions.NONE);
    }

    @Test
    void aContainerMayNotEvenHaveTheClasses() throws Exception {
        Class<?> finder = Class.forName(ContainerTransactions.class.getName(), true, new WithoutJta());
        Method find = finder.getDeclaredMethod("find", ServerOptions.class);
        find.setAccessible(true);
        assertThat(find.invoke(null, ServerOptions.defaults())).isSameAs(Transactions.NONE);
    }

    /** Our classes on a servlet container. */
    private static final class WithoutJta extends ClassLoader {
        WithoutJta() {
            super(JtaTransactionsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("jakarta.transaction.")) {
                throw new ClassNotFoundException(name);
            }
            return name.startsWith("ee.parley.cdi.") ? define(name) : super.loadClass(name, resolve);
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            try (InputStream code = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = Objects.requireNonNull(code).readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
