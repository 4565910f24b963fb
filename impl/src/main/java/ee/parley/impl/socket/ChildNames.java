// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import java.util.Optional;

/** Which names the children of a parent namespace may have. Called on the application's threads; may block. */
@FunctionalInterface
public interface ChildNames {
    /**
     * Looks at a name, before a namespace is made for it.
     *
     * @param name the name, beginning with {@code /}
     * @return what is to be known of the child, as {@link LocalNamespace#match} has it; empty when the name is left to others
     * @throws ee.parley.ConnectionRefusedException when there is to be no namespace of that name
     */
    Optional<?> match(String name);
}
