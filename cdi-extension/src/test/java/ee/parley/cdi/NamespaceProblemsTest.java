// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi;

import static ee.parley.cdi.Containers.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.Auth;
import ee.parley.InNamespace;
import ee.parley.Namespace;
import ee.parley.NamespaceParam;
import ee.parley.OnConnect;
import ee.parley.OnEvent;
import ee.parley.ParentNamespace;
import ee.parley.Payload;
import ee.parley.Socket;
import ee.parley.SocketNamespace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamespaceProblemsTest {
    @SocketNamespace("/a-{id")
    static class Open {
        @OnEvent("x")
        void x(@NamespaceParam("id") String id) {}
    }

    @SocketNamespace("/b-{a}{b}")
    static class Beside {}

    @SocketNamespace("{id}")
    static class Slashless {}

    @Test
    void aTemplateMustBeWellFormed() {
        assertThat(problemsOf(Open.class, Beside.class, Slashless.class))
                .containsExactly(
                        "PARLEY6040 Beside: \"/b-{a}{b}\" cannot be the template of a namespace: {a} and {b} stand side by"
                                + " side, so nothing tells where one ends. Write each variable as {name}, of letters,"
                                + " digits and _.",
                        "PARLEY6040 Open: \"/a-{id\" cannot be the template of a namespace: \"a-{id\" has a brace that"
                                + " belongs to no variable. Write each variable as {name}, of letters, digits and _.",
                        "PARLEY6012 Slashless: \"{id}\" cannot be the name of a namespace. Use a name that begins with /"
                                + " and contains neither , nor ?.");
    }

    @SocketNamespace("/{id}/{id}")
    static class Twice {}

    @Test
    void aVariableMustBeThereOnce() {
        assertThat(problemsOf(Twice.class))
                .containsExactly("PARLEY6041 Twice: the variable {id} is twice in \"/{id}/{id}\". Give each variable"
                        + " another name.");
    }

    @SocketNamespace(value = "/a", regex = "/b")
    static class Both {}

    @SocketNamespace(regex = "/(")
    static class Unbalanced {}

    @Test
    void aRegularExpressionMustStandAloneAndCompile() {
        assertThat(problemsOf(Both.class, Unbalanced.class))
                .containsExactly(
                        "PARLEY6042 Both: @SocketNamespace has both the name \"/a\" and the regular expression \"/b\"."
                                + " Leave one of the two.",
                        "PARLEY6043 Unbalanced: \"/(\" is no regular expression: Unclosed group near index 2. Use the"
                                + " syntax of java.util.regex.Pattern.");
    }

    @SocketNamespace("/{tenant}/{room}")
    static class Misnamed {
        @OnEvent("x")
        void x(@NamespaceParam("id") String id) {}
    }

    @SocketNamespace(regex = "/(?<shop>a)\\(?<till>b")
    static class Misgrouped {
        @OnEvent("x")
        void x(@NamespaceParam("till") String till) {}
    }

    @SocketNamespace("/literal")
    static class NoVariables {
        @OnEvent("x")
        void x(@NamespaceParam("id") String id) {}
    }

    @Test
    void aParameterMustNameAVariable() {
        assertThat(problemsOf(Misnamed.class, Misgrouped.class, NoVariables.class))
                .containsExactly(
                        "PARLEY6044 Misgrouped.x(String): @NamespaceParam(\"till\") names no variable of"
                                + " \"/(?<shop>a)\\(?<till>b\". Use one of: shop.",
                        "PARLEY6044 Misnamed.x(String): @NamespaceParam(\"id\") names no variable of"
                                + " \"/{tenant}/{room}\". Use one of: room, tenant.",
                        "PARLEY6045 NoVariables.x(String): @NamespaceParam(\"id\") takes a variable, but \"/literal\" has"
                                + " none. Declare a template such as /tenant-{id}, or a regular expression with a named"
                                + " group, or remove the annotation.");
    }

    static class Hidden {
        @SuppressWarnings("UnusedVariable")
        private Hidden(String text) {}
    }

    @SocketNamespace("/t-{id}")
    static class Unconvertible {
        @OnEvent("list")
        void list(@NamespaceParam("id") List<String> id) {}

        @OnEvent("hidden")
        void hidden(@NamespaceParam("id") Hidden id) {}

        @OnEvent("number")
        void number(@NamespaceParam("id") Number id) {}
    }

    @Test
    void aParameterMustBeOfATypeThatATextCanBeConvertedTo() {
        String rest =
                ". Use String, or a type that has a static method valueOf, of or fromString, or a constructor, that"
                        + " takes a String and is not private.";
        assertThat(problemsOf(Unconvertible.class))
                .containsExactly(
                        "PARLEY6046 Unconvertible.hidden(Hidden): parameter 1: no part of a name can be converted to "
                                + Hidden.class.getName() + rest,
                        "PARLEY6046 Unconvertible.list(List): parameter 1: no part of a name can be converted to"
                                + " java.util.List<java.lang.String>" + rest,
                        "PARLEY6046 Unconvertible.number(Number): parameter 1: no part of a name can be converted to"
                                + " java.lang.Number" + rest);
    }

    @SocketNamespace("/t-{id}")
    static class First {}

    @SocketNamespace("/t-{name}")
    static class Second {}

    @SocketNamespace("/t-{id}")
    static class Third {}

    @Test
    void twoTemplatesMustNotTakeTheSameNames() {
        assertThat(problemsOf(First.class, Second.class, Third.class))
                .containsExactly(
                        "PARLEY6047 Second: \"/t-{name}\" takes the same names as the template of First. Tell the two apart"
                                + " by their texts.",
                        "PARLEY6011 Third: namespace \"/t-{id}\" is already served by First. Give one of the two beans"
                                + " another name.");
    }

    @SocketNamespace("/t-{id}")
    static class Overloaded {
        @OnConnect
        void enter(@NamespaceParam("id") @Auth String id, @NamespaceParam("id") Socket socket) {}

        @OnEvent("x")
        void x(@NamespaceParam("id") @Payload(0) String id) {}
    }

    @Test
    void aPartOfTheNameIsNothingElse() {
        assertThat(problemsOf(Overloaded.class))
                .containsExactly(
                        "PARLEY6027 Overloaded.enter(String, Socket): parameter 2 is the Socket, so it takes no"
                                + " @NamespaceParam. Remove the annotation.",
                        "PARLEY6048 Overloaded.enter(String, Socket): parameter 1 cannot be both @NamespaceParam and @Auth."
                                + " Remove one of the two.",
                        "PARLEY6048 Overloaded.x(String): parameter 1 cannot be both @NamespaceParam and @Payload. Remove"
                                + " one of the two.");
    }

    @SocketNamespace("/literal")
    static class Childless {
        @Inject
        ParentNamespace own;
    }

    @ApplicationScoped
    static class Desk {
        @Inject
        @InNamespace("/literal")
        ParentNamespace named;

        @Inject
        ParentNamespace unnamed;

        @Inject
        @InNamespace("/other-{id}")
        ParentNamespace unknown;

        @Inject
        @InNamespace("/t-7")
        Namespace child;
    }

    @Test
    void aParentIsNamedByATemplateOrRegularExpression() {
        assertThat(problemsOf(Childless.class, First.class, Desk.class))
                .containsExactly(
                        "PARLEY6049 Childless.own: \"/literal\" is one namespace, so it is no ParentNamespace. Inject a"
                                + " Namespace, or name a template or regular expression.",
                        "PARLEY6033 Desk.child: @InNamespace(\"/t-7\") names a namespace that no bean serves. Use one of:"
                                + " /literal, /t-{id}.",
                        "PARLEY6049 Desk.named: \"/literal\" is one namespace, so it is no ParentNamespace. Inject a"
                                + " Namespace, or name a template or regular expression.",
                        "PARLEY6033 Desk.unknown: @InNamespace(\"/other-{id}\") names a namespace that no bean serves. Use"
                                + " one of: /literal, /t-{id}.",
                        "PARLEY6034 Desk.unnamed: only a @SocketNamespace bean has a Namespace of its own. Name the"
                                + " namespace: @Inject @InNamespace(\"/...\") Namespace.");
    }
}
