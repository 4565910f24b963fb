// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;

/** Shows that handlers are decorated. */
@Decorator
@Priority(1)
public abstract class Louder implements Greeter {
    @Inject
    @Delegate
    @Any
    @SuppressWarnings("NullAway.Init") // set by the container
    Greeter delegate;

    @Override
    public String greet(String whom) {
        return delegate.greet(whom) + "!";
    }
}
