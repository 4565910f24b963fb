// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import ee.parley.Namespace;
import ee.parley.ParentNamespace;
import java.util.Set;

/** An injected parent. */
final class InjectedParent extends InjectedNamespace implements ParentNamespace {
    private static final long serialVersionUID = 1L;

    InjectedParent(String name, Deployment deployment) {
        super(name, false, deployment);
    }

    @Override
    Object readResolve() {
        return new InjectedParent(declared(), Deployment.current());
    }

    @Override
    public Set<Namespace> children() {
        return ((ParentNamespace) namespace()).children();
    }
}
