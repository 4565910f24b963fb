// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport.servlet;

import ee.parley.ConnectionError;
import ee.parley.EngineHooks;
import ee.parley.EngineRequest;
import ee.parley.RequestRefusedException;
import ee.parley.impl.engine.HandshakeRequest;
import ee.parley.impl.engine.Hooks;
import ee.parley.impl.engine.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Asks the application about requests. Costs nothing where it has no hooks. */
final class HookCalls {
    private final Hooks hooks;
    private final Snapshots snapshots;

    HookCalls(Hooks hooks, Snapshots snapshots) {
        this.hooks = hooks;
        this.snapshots = snapshots;
    }

    /** Whether a hook failed, so that the request cannot be answered as it should. */
    static final class HookFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        HookFailedException(Throwable cause) {
            super(null, cause, false, false);
        }
    }

    /** Why a handshake is not allowed, if it is not. */
    Optional<Refused> refusal(HttpServletRequest request, Map<String, String> query) {
        if (hooks.isEmpty()) {
            return Optional.empty();
        }
        EngineRequest asked = snapshot(request, query);
        for (EngineHooks hook : hooks.all()) {
            try {
                hook.allowRequest(asked);
            } catch (RequestRefusedException refusal) {
                return Optional.of(
                        new Refused(Refusal.FORBIDDEN, refusal.getMessage(), Map.of("message", refusal.getMessage())));
            } catch (RuntimeException | Error failure) {
                throw failed("allowRequest", failure);
            }
        }
        return Optional.empty();
    }

    /** Adds the application's headers to an answer. */
    void headers(HttpServletRequest request, HttpServletResponse response, Map<String, String> query, boolean initial) {
        if (hooks.isEmpty()) {
            return;
        }
        EngineRequest asked = snapshot(request, query);
        if (initial) {
            each("initialHeaders", (hook, headers) -> hook.initialHeaders(asked, headers), response);
        }
        each("headers", (hook, headers) -> hook.headers(asked, headers), response);
    }

    private void each(
            String name, BiConsumer<EngineHooks, Map<String, List<String>>> call, HttpServletResponse response) {
        for (EngineHooks hook : hooks.all()) {
            Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            try {
                call.accept(hook, headers);
                headers.forEach((header, values) -> set(response, header, values));
            } catch (RuntimeException | Error failure) {
                throw failed(name, failure);
            }
        }
    }

    private static void set(HttpServletResponse response, String header, List<String> values) {
        boolean more = header.equalsIgnoreCase("Set-Cookie") || header.equalsIgnoreCase("Vary");
        for (String value : values) {
            if (header.isEmpty() || !printable(header) || !printable(value)) {
                throw new IllegalArgumentException("The header \"" + header + "\" would break the answer");
            }
            if (more) {
                response.addHeader(header, value);
            } else {
                response.setHeader(header, value);
                more = true;
            }
        }
    }

    private static boolean printable(String text) {
        return text.chars().allMatch(c -> c == '\t' || (c >= 0x20 && c != 0x7f));
    }

    /** Tells of a refusal; what fails here changes nothing about it. */
    void refused(HttpServletRequest request, Map<String, String> query, Refused refused) {
        if (hooks.isEmpty()) {
            return;
        }
        ConnectionError error = new ConnectionError(
                refused.reason().code(), refused.message(), refused.context(), snapshot(request, query));
        for (EngineHooks hook : hooks.all()) {
            try {
                hook.connectionError(error);
            } catch (RuntimeException | Error failure) {
                ServletLog.hookFailed("connectionError", failure);
            }
        }
    }

    private static HookFailedException failed(String hook, Throwable failure) {
        ServletLog.hookFailed(hook, failure);
        return new HookFailedException(failure);
    }

    private EngineRequest snapshot(HttpServletRequest request, Map<String, String> query) {
        HandshakeRequest copy = snapshots.of(request, query, Set.of());
        return new EngineRequest(
                request.getMethod(),
                copy.url(),
                copy.headers(),
                copy.query(),
                copy.remoteAddress(),
                copy.secure(),
                copy.principal());
    }
}
