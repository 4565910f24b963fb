// SPDX-License-Identifier: Apache-2.0
package ee.parley.tck.app;

import ee.parley.NamespaceParam;
import ee.parley.OnEvent;
import ee.parley.SocketNamespace;
import org.jspecify.annotations.Nullable;

/** Namespaces of a regular expression. */
@SocketNamespace(regex = "/shop-(?<town>[a-z]+)(-(?<till>\\d+))?")
public class ShopNamespace {
    @OnEvent("where")
    String where(@NamespaceParam("town") String town, @NamespaceParam("till") @Nullable Integer till) {
        return till == null ? town : town + " at " + till;
    }
}
