// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** What Payara's requests have beyond those of the API, by the names of its members. */
public interface GrizzlyRequest extends HttpServletRequest {
    Parts getUnwrappedCoyoteRequest();

    /** Catalina's request, Grizzly's, its context and its connection. */
    record Parts(List<String> heard) {
        public Parts getCoyoteRequest() {
            return this;
        }

        public Parts getContext() {
            return this;
        }

        public Parts getConnection() {
            return this;
        }

        public void terminateSilently() {
            heard.add("dropped");
        }
    }
}
