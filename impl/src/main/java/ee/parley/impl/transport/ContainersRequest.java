// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.transport;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;

/** The request that the container made, below the wrappers of filters. */
public final class ContainersRequest {
    private ContainersRequest() {}

    /**
     * Returns the container's own.
     *
     * @param request as a servlet or a filter has it
     * @return the one that wraps no other
     */
    public static ServletRequest of(ServletRequest request) {
        ServletRequest own = request;
        while (own instanceof ServletRequestWrapper wrapper) {
            own = wrapper.getRequest();
        }
        return own;
    }
}
