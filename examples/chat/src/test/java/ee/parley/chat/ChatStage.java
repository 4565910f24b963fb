// SPDX-License-Identifier: Apache-2.0
package ee.parley.chat;

import ee.parley.browser.Browser;
import ee.parley.browser.Stage;
import ee.parley.runner.Container;
import java.net.URI;
import java.util.function.UnaryOperator;

/** The servers and browsers that all tests of a run share. */
final class ChatStage extends Stage<ChatWindow> {
    private int visitors;

    /** Hands the stage to tests. */
    static final class Shared extends Stage.Shared<ChatStage> {
        Shared() {
            super(ChatStage.class, ChatStage::new);
        }
    }

    @Override
    protected ChatWindow window(Browser browser, URI uri) {
        return new ChatWindow(browser, uri);
    }

    /** Enters the chat under a name that nobody else has had in this run. */
    ChatWindow enter(Container container, String name, String query) {
        return enter(container, name, query, UnaryOperator.identity());
    }

    ChatWindow enter(Container container, String name, String query, UnaryOperator<ChatWindow> prepared) {
        return prepared.apply(window(container, query)).enter(name + " " + ++visitors);
    }
}
