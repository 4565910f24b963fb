// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.Socket;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Shows that handlers are intercepted, and what comes first. */
@Told
@Interceptor
@Priority(1)
public class Telling {
    @Inject
    @SuppressWarnings("NullAway.Init") // set by the container
    Socket socket;

    @AroundInvoke
    Object around(InvocationContext invocation) throws Exception {
        socket.emit("before");
        Object result = invocation.proceed();
        socket.emit("after");
        return result;
    }
}
