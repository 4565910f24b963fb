// SPDX-License-Identifier: Apache-2.0
package ee.parley.orders;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.runner.Container;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Who gets in, and out again. */
@ParameterizedClass
@EnumSource(
        value = Container.class,
        names = {"PAYARA_MICRO", "WILDFLY"})
@ExtendWith(DeskStage.Shared.class)
class LoginIT {
    private final Container container;
    private final DeskStage stage;

    LoginIT(Container container, DeskStage stage) {
        this.container = container;
        this.stage = stage;
    }

    @Test
    void aWrongPasswordIsToldAndTheRightOneOpensTheDesk() {
        DeskWindow window = stage.window(container, "").load();

        window.logIn("clara", "wrong");
        window.eventually(() -> assertThat(window.textOf("#login-error")).isEqualTo("Name or password is wrong."));

        window.logIn("clara", "clerk");
        window.awaitDesk("clara");
        assertThat(window.textOf("#my-role")).isEqualTo("clerk");
    }

    @Test
    void aSocketOfNobodyIsRefused() {
        DeskWindow window = stage.window(container, "");
        window.browser().bypassContentSecurityPolicy();
        window.load();

        Object refusal = window.await("""
                const done = arguments[0];
                const client = document.createElement("script");
                client.src = "socket.io/socket.io.min.js";
                client.onload = () => {
                  const path = new URL("socket.io/", document.baseURI).pathname;
                  io("/desk", { path }).on("connect", () => done("connected")).on("connect_error", (error) => done(error.message));
                };
                document.head.append(client);
                """);

        assertThat(refusal).isEqualTo("Forbidden");
    }

    @Test
    void logoutEndsTheSocketsOfThatSessionAndLeavesTheOther() {
        DeskWindow here = stage.enter(container, "clara");
        DeskWindow there = stage.enter(container, "clara");
        DeskWindow maria = stage.enter(container, "maria");
        there.run("window.sameDocument = true");
        maria.run("window.sameDocument = true");

        here.run("fetch('logout', { method: 'POST', redirect: 'manual' })"); // the page itself stays where it is

        here.awaitLoginPage();
        there.eventually(() ->
                assertThat(there.run("return window.sameDocument ?? false")).isEqualTo(false));
        there.awaitDesk("clara");
        assertThat(maria.run("return window.sameDocument")).isEqualTo(true);
        assertThat(maria.state()).isEqualTo("connected");
    }

    @Test
    void theButtonLogsOutAndSomebodyElseMayLogIn() {
        DeskWindow window = stage.enter(container, "clara");

        window.click("#logout");

        window.awaitLoginPage();
        window.logIn("maria", "manager");
        window.awaitDesk("maria");
    }
}
