// SPDX-License-Identifier: Apache-2.0
package ee.parley.impl.payload;

/** A bean that nobody can write. */
public final class Unwritable {
    @SuppressWarnings("DoNotCallSuggester")
    public String getBroken() {
        throw new IllegalStateException("secret");
    }
}
