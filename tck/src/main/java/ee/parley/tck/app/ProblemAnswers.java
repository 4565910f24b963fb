// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.OnError;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.MissingResourceException;

/** Answers failures in every namespace. */
@ApplicationScoped
public class ProblemAnswers {
    @OnError
    Map<String, String> missing(MissingResourceException e) {
        return Map.of("missing", String.valueOf(e.getMessage()));
    }
}
