// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.constraints.Max;

/** A bean with a constraint of its own, which no client has violated. */
@ApplicationScoped
public class Stock {
    void take(@Max(10) int quantity) {}
}
