// SPDX-License-Identifier: Apache-2.0
package ee.parley.cdi.problem;

import java.util.Locale;

/**
 * What an application can get wrong that is found at deployment: 60xx. A code is never given to another rule; all are listed
 * in {@code docs/messages.md}.
 */
public enum Rule {
    PRIVATE_HANDLER(6001, "a handler must not be private", "Make it package-private, protected or public"),
    STATIC_HANDLER(6002, "a handler must not be static", "Remove the modifier"),
    ABSTRACT_HANDLER(6003, "a handler must not be abstract", "Move the annotation to the method that implements it"),
    FINAL_HANDLER(6004, "a handler must not be final: the container calls it through a proxy", "Remove the modifier"),
    SEVERAL_OCCASIONS(6005, "a method must be one handler only, but is annotated %s", "Split it into several methods"),
    EMPTY_EVENT(6006, "the name of an event must not be empty", "Name the event in @OnEvent"),
    RESERVED_EVENT(
            6007,
            "the event name \"%s\" is reserved",
            "Use another name; for the socket's own life there are " + "@OnConnect and @OnDisconnect"),
    SECOND_HANDLER_OF_EVENT(6008, "event \"%s\" is already handled by %s", "Keep one of the two methods"),
    SECOND_GATE(6009, "the bean already has the @OnConnect method %s", "Keep one of the two methods"),
    SECOND_FAREWELL(6010, "the bean already has the @OnDisconnect method %s", "Keep one of the two methods"),
    SECOND_BEAN_OF_NAMESPACE(
            6011, "namespace \"%s\" is already served by %s", "Give one of the two beans another name"),
    MALFORMED_NAMESPACE(
            6012,
            "\"%s\" cannot be the name of a namespace",
            "Use a name that begins with / and contains " + "neither , nor ?"),
    UNUSABLE_SCOPE(
            6013,
            "the scope @%s does not suit a namespace bean, which serves many sockets, outside of HTTP " + "sessions",
            "Remove it, so that the bean is @ApplicationScoped, or declare @RequestScoped"),
    ABSTRACT_NAMESPACE(
            6014,
            "@SocketNamespace is on an interface or abstract class, of which there is no bean",
            "Move the annotation to a concrete class"),
    SESSION_BEAN(
            6015, "a session bean cannot serve a namespace", "Make it a plain CDI bean; @Transactional works on it"),
    NOT_REFERABLE(
            6016,
            "the container cannot make a proxy of the bean: %s",
            "Give the class a constructor without "
                    + "parameters that is not private, no final methods, and no @Typed that leaves the class out"),
    FINAL_NAMESPACE(6017, "the class is final, so the container cannot make a proxy of it", "Remove the modifier"),
    STRAY_HANDLER(
            6018,
            "nobody calls this @%s method, because its class is no @SocketNamespace bean",
            "Annotate the class @SocketNamespace or remove the annotation from the method"),
    MISPLACED_AUTH(
            6019,
            "@Auth is for a parameter of an @OnConnect method",
            "Remove it, or use " + "Socket.handshake().auth()"),
    SECOND_AUTH(6020, "only one parameter can be @Auth", "Bind the payload to one type that holds all of it"),
    PAYLOAD_WITHOUT_EVENT(
            6021,
            "parameter %d (%s) would take an argument of an event, but an @%s method has none",
            "Remove it, or use a parameter that such a method may have: Socket, Namespace, SocketServer, Handshake, "
                    + "Principal%s"),
    MISPLACED_REASON(6022, "DisconnectReason is for a parameter of an @OnDisconnect method", "Remove the parameter"),
    MISPLACED_ACK(6023, "Ack is for a parameter of an @OnEvent or @OnAnyEvent method", "Remove the parameter"),
    SECOND_ACK(6024, "only one parameter can be the Ack", "Remove one of the two"),
    ACK_AND_RESULT(
            6025,
            "a method with an Ack parameter answers through it, but this one also returns %s",
            "Return void, or remove the parameter"),
    NEGATIVE_PAYLOAD(6026, "@Payload(%d) names no argument", "Count from 0"),
    ANNOTATED_TYPE(6027, "parameter %d is the %s, so it takes no @%s", "Remove the annotation"),
    AUTH_AND_PAYLOAD(6028, "parameter %d cannot be both @Auth and @Payload", "Remove one of the two"),
    MISPLACED_PAYLOAD(6029, "@Payload is for a parameter of an @OnEvent or @OnAnyEvent method", "Remove the parameter"),
    UNBINDABLE(
            6030,
            "parameter %d: no JSON can be bound to %s",
            "Declare the type that clients send, or " + "jakarta.json.JsonValue"),
    IGNORED_RESULT(
            6031,
            "an @%s method answers nobody, but this one returns %s",
            "Return void, or a CompletionStage " + "that completes when the method is done"),
    UNANSWERABLE(
            6032, "a result of type %s cannot be sent to a client", "Return the value, or a CompletionStage of it"),
    UNKNOWN_NAMESPACE(6033, "@InNamespace(\"%s\") names a namespace that no bean serves", "Use one of: %s"),
    NAMESPACE_WITHOUT_NAME(
            6034,
            "only a @SocketNamespace bean has a Namespace of its own",
            "Name the namespace: " + "@Inject @InNamespace(\"/...\") Namespace"),
    BAD_OPTION(6035, "\"%s\" is not allowed", "Give %s"),
    SEVERAL_OPTIONS(6036, "there are %d beans of this type", "Leave one of them"),
    MALFORMED_TEMPLATE(
            6040,
            "\"%s\" cannot be the template of a namespace: %s",
            "Write each variable as {name}, of letters, digits and _"),
    SECOND_VARIABLE(6041, "the variable {%s} is twice in \"%s\"", "Give each variable another name"),
    NAME_AND_EXPRESSION(
            6042,
            "@SocketNamespace has both the name \"%s\" and the regular expression \"%s\"",
            "Leave one of the two"),
    MALFORMED_EXPRESSION(6043, "\"%s\" is no regular expression: %s", "Use the syntax of java.util.regex.Pattern"),
    UNKNOWN_PARAM(6044, "@NamespaceParam(\"%s\") names no variable of \"%s\"", "Use one of: %s"),
    PARAM_WITHOUT_VARIABLE(
            6045,
            "@NamespaceParam(\"%s\") takes a variable, but \"%s\" has none",
            "Declare a template such as /tenant-{id}, or a regular expression with a named group, or remove the"
                    + " annotation"),
    UNCONVERTIBLE_PARAM(
            6046,
            "parameter %d: no part of a name can be converted to %s",
            "Use String, or a type that has a static method valueOf, of or fromString, or a constructor, that takes a"
                    + " String and is not private"),
    SECOND_TEMPLATE_OF_SHAPE(
            6047, "\"%s\" takes the same names as the template of %s", "Tell the two apart by their texts"),
    PARAM_AND_OTHER(6048, "parameter %d cannot be both @NamespaceParam and @%s", "Remove one of the two"),
    NO_PARENT(
            6049,
            "\"%s\" is one namespace, so it is no ParentNamespace",
            "Inject a Namespace, or name a template or regular expression"),
    SECOND_CATCH_ALL(6050, "the bean already has the @OnAnyEvent method %s", "Keep one of the two methods"),
    CONTRADICTORY_DISPATCH(
            6051,
            "@NonBlocking and @Concurrent contradict each other: what does not block needs no thread of its own",
            "Remove one of the two"),
    MISPLACED_DISPATCH(
            6052, "@%s is for methods that hear events", "Remove it, or annotate the method @OnEvent or @OnAnyEvent"),
    NON_BLOCKING_TRANSACTION(
            6053, "a transaction blocks, but the method promises not to", "Remove @NonBlocking or @Transactional"),
    UNUSABLE_SCOPE_IN_CALLBACK(
            6054,
            "the scope @%s does not suit a bean that is called outside of HTTP sessions",
            "Declare @ApplicationScoped, @RequestScoped or @Dependent"),
    HOOKS_IN_NAMESPACE(6055, "EngineHooks hear of requests, which belong to no namespace", "Remove @InNamespace"),
    UNUSABLE_SCOPE_OUTSIDE(
            6056,
            "the scope @%s does not suit a bean that is called outside of callbacks",
            "Declare @ApplicationScoped or @Dependent"),
    ERROR_WITHOUT_EXCEPTION(
            6060,
            "an @OnError method takes exactly one exception, this one takes %d",
            "Give it one parameter whose type is the exception it is for"),
    SECOND_ERROR_METHOD(6061, "%s is already answered by %s", "Keep one of the two methods"),
    ERROR_WITHOUT_RESULT(
            6062,
            "an @OnError method answers the client, but this one returns nothing",
            "Return what the client is to be told, or a CompletionStage of it"),
    MISPLACED_EVENT_NAME(
            6063,
            "parameter %d cannot be the @EventName",
            "Declare it as a String, in a method that hears events: @OnEvent, @OnAnyEvent or @OnError"),
    UNREACHABLE_ERROR_METHOD(
            6064,
            "nobody can call the @OnError methods of a %s outside of HTTP sessions and enterprise beans",
            "Move them to an @ApplicationScoped bean"),
    CONTRADICTORY_ACCESS(6065, "%s contradict each other", "Keep one of them"),
    UNCHECKED_ACCESS(
            6066,
            "nobody would check %s on an @%s method, which no client asks for",
            "Remove it, and say who may on the methods that clients ask for, or on the class"),
    SCOPED_FINAL(6067, "the bean is @%s, but no container can make a proxy of this type", "Produce it without a scope"),
    AUTH_IS_AN_OBJECT(
            6068,
            "parameter %d: what a client gives as auth is an object, which cannot be bound to %s",
            "Declare a class or record that has what clients send, a Map, or jakarta.json.JsonObject"),
    NO_BEAN(
            6069,
            "@SocketNamespace is on a class of which the container makes no bean",
            "Make it static if it is inside another class, and give it a constructor without parameters, or one that is"
                    + " @Inject"),
    NO_ADAPTER(
            6090,
            "no cluster adapter of this application takes \"%s\"",
            "Add the jar of the one that does, such as parley-redis for redis:, or correct the address"),
    SEVERAL_ADAPTERS(6091, "%d cluster adapters of this application take \"%s\"", "Leave the jar of one of them"),
    BAD_ADAPTER(6092, "the cluster adapter refuses its settings: %s", "Correct the setting it names"),
    NEVER_FIRED(6080, "nobody fires %s for %s", "Observe @Connected Socket, or @Disconnected Disconnection"),
    FILTERED_EVENT(6081, "@InNamespace selects no events", "Remove it, and look at the name of the event's namespace");

    private final int number;
    private final String what;
    private final String remedy;

    Rule(int number, String what, String remedy) {
        this.number = number;
        this.what = what;
        this.remedy = remedy;
    }

    /** The code, as it begins the message. */
    String code() {
        return "PARLEY" + number;
    }

    /**
     * The message: what, where, what to do.
     *
     * @param where the class, method or option
     * @param details what the texts of this rule leave open, in their order
     */
    public String message(String where, Object... details) {
        return code() + " " + where + ": " + String.format(Locale.ROOT, what + ". " + remedy + ".", details);
    }
}
