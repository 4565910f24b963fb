// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

/** What {@link Louder} decorates. */
public interface Greeter {
    String greet(String whom);
}
