// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import jakarta.enterprise.context.RequestScoped;

/** Counts within one callback. */
@RequestScoped
public class CallbackCount {
    private int count;

    int next() {
        return ++count;
    }
}
