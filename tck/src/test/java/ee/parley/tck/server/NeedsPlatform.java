// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.server;

import ee.parley.runner.Container;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Marks a test of what only a Jakarta EE platform has: transactions, Jakarta Security, constraints, {@code java:comp}. */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsPlatform.Condition.class)
public @interface NeedsPlatform {
    /** Skips the test in a run on servlet containers. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return Targets.containers().allMatch(Container::platform)
                    ? ConditionEvaluationResult.enabled("on platforms")
                    : ConditionEvaluationResult.disabled("servlets and WebSocket only");
        }
    }
}
