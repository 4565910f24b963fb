// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.wire;

import ee.parley.tck.server.Target;
import ee.parley.tck.server.Variant;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends HTTP requests to one server. */
final class Http {
    static final Duration BOUND = Duration.ofSeconds(10);

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(BOUND)
            .build();

    private final URI root;

    Http(Target target, Variant variant) {
        root = target.uri(variant);
    }

    /** What came back: the body as text. */
    record Answer(int status, HttpResponse<byte[]> response) {
        String body() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        /** The value of a header, its case as sent; several are joined by a comma. */
        Optional<String> header(String name) {
            var values = response.headers().allValues(name);
            return values.isEmpty() ? Optional.empty() : Optional.of(String.join(",", values));
        }

        /** The content type in lower case, without spaces. */
        String contentType() {
            return header("content-type").orElse("").toLowerCase(Locale.ROOT).replace(" ", "");
        }
    }

    /** A request to {@code /socket.io/} with a query. */
    HttpRequest.Builder request(String query) {
        return requestTo("socket.io/?" + query);
    }

    /** A request to a path under the application's root. */
    HttpRequest.Builder requestTo(String path) {
        return HttpRequest.newBuilder(root.resolve(path)).timeout(BOUND);
    }

    Answer get(String query) {
        return send(request(query).GET());
    }

    Answer post(String query, String body) {
        return send(request(query)
                .header("Content-Type", "text/plain;charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** A POST that does not say how long its body is. */
    Answer postChunked(String query, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return send(request(query)
                .header("Content-Type", "text/plain;charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))));
    }

    Answer method(String method, String query) {
        return send(request(query).method(method, HttpRequest.BodyPublishers.noBody()));
    }

    Answer send(HttpRequest.Builder request) {
        return await(start(request));
    }

    CompletableFuture<Answer> start(HttpRequest.Builder request) {
        return CLIENT.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(response -> new Answer(response.statusCode(), response));
    }

    static <T> T await(CompletableFuture<T> pending) {
        try {
            return pending.get(BOUND.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw new UncheckedIOException(failure);
            }
            throw new CompletionException(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within " + BOUND, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
