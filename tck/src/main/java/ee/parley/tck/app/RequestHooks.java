// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.ConnectionError;
import ee.parley.EngineHooks;
import ee.parley.EngineRequest;
import ee.parley.RequestRefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** Does something only for requests that ask for it. */
@ApplicationScoped
public class RequestHooks implements EngineHooks {
    @Inject
    Stage stage;

    @Override
    public void allowRequest(EngineRequest request) {
        request.header("X-Tck-Refuse").ifPresent(why -> {
            throw new RequestRefusedException(why);
        });
    }

    @Override
    public void initialHeaders(EngineRequest request, Map<String, List<String>> headers) {
        request.header("X-Tck-Headers").ifPresent(value -> {
            headers.put("X-Tck-Initial", List.of(value));
            headers.put("Set-Cookie", List.of("tck=" + value));
        });
    }

    @Override
    public void headers(EngineRequest request, Map<String, List<String>> headers) {
        request.header("X-Tck-Headers").ifPresent(value -> headers.put("X-Tck-Each", List.of(value)));
    }

    @Override
    public void connectionError(ConnectionError error) {
        error.request()
                .header("X-Tck-Marker")
                .ifPresent(marker -> stage.record(marker, error.code() + " " + error.message()));
    }
}
