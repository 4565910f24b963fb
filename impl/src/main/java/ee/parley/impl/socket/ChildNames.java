// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.socket;

import java.util.Optional;

/** Which names the children of a parent namespace may have. */
@FunctionalInterface
public interface ChildNames {
    /**
     * Looks at a name, before a namespace is made for it. Called on the application's threads; may block.
     *
     * @param name the name, beginning with {@code /}
     * @return what is to be known of the child, as {@link LocalNamespace#match} has it; empty when the name is left to others
     * @throws ee.parley.ConnectionRefusedException when there is to be no namespace of that name
     */
    Optional<?> match(String name);

    /**
     * Tells whether it is worth asking {@link #match}. Called on a lane, for every name that a client asks for and that does
     * not exist: so that making up names costs the application nothing where it can be avoided.
     *
     * @param name the name
     * @return false when the name is certainly left to others
     */
    default boolean mayMatch(String name) {
        return true;
    }
}
