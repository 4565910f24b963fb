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
    String arithmetic(ArithmeticException e) {
        return "the bean of the namespace comes first";
    }

    @OnError
    String wrong(ProblemsNamespace.Wrong e) {
        return "wrong";
    }

    @OnError
    String veryWrong(ProblemsNamespace.VeryWrong e) {
        return "very wrong";
    }

    @OnError
    Map<String, String> missing(MissingResourceException e) {
        return Map.of("missing", String.valueOf(e.getMessage()));
    }
}
