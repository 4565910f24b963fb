// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

import ee.parley.browser.Browser;
import ee.parley.browser.Stage;
import ee.parley.runner.Container;
import java.net.URI;

/** The servers and browsers that all tests of a run share. */
final class DeskStage extends Stage<DeskWindow> {
    private int orders;

    /** Hands the stage to tests. */
    static final class Shared extends Stage.Shared<DeskStage> {
        Shared() {
            super(DeskStage.class, DeskStage::new);
        }
    }

    @Override
    protected DeskWindow window(Browser browser, URI uri) {
        return new DeskWindow(browser, uri);
    }

    DeskWindow enter(Container container, String name) {
        return window(container, "").enter(name);
    }

    /** Returns a name that no other order of this run has. */
    String customer(String name) {
        return name + " " + ++orders;
    }
}
