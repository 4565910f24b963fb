// SPDX-License-Identifier: Apache-2.0
package ee.parley.jgroups;

import java.io.DataInput;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jgroups.Message;
import org.jgroups.MessageFactory;
import org.jgroups.ObjectMessage;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.util.ObjectWrapperSerializable;

/**
 * Has JGroups refuse messages that carry a serialized object, or one of a class that the sender names: it would make the object as
 * soon as the message comes, before anybody could look who sent it. What JGroups itself sends as objects, of its own classes and
 * in its own format, stays.
 *
 * <p>That is a setting of all channels of a copy of JGroups, so it is made where the copy is the application's own.
 */
final class BytesOnly extends MessageFactory {
    private static final short SERIALIZED = ClassConfigurator.getMagicNumber(ObjectWrapperSerializable.class);

    /** Stands for a class that has no number; its name follows. */
    private static final short NAMED = -1;

    private BytesOnly() {}

    /** Does nothing when JGroups is shared with others, who may need what is refused. */
    static void require() {
        if (MessageFactory.class.getClassLoader() == BytesOnly.class.getClassLoader()) {
            creators[Message.OBJ_MSG] = OwnObject::new;
        }
    }

    /** An object of JGroups. */
    private static final class OwnObject extends ObjectMessage {
        @Override
        public void readPayload(DataInput in) throws IOException, ClassNotFoundException {
            super.readPayload((DataInput) Proxy.newProxyInstance(
                    OwnObject.class.getClassLoader(), new Class<?>[] {DataInput.class}, new Guard(in)));
        }
    }

    /** Looks at the number of the class, the first that comes. */
    private static final class Guard implements InvocationHandler {
        private final DataInput in;
        private boolean looked;

        Guard(DataInput in) {
            this.in = in;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            Object value = read(method, arguments);
            if (!looked && value instanceof Short number) {
                looked = true;
                if (number == SERIALIZED || number == NAMED) {
                    throw new IOException(
                            "a serialized object, or one of a foreign class: Parley's nodes exchange bytes");
                }
            }
            return value;
        }

        private Object read(Method method, Object[] arguments) throws Throwable {
            try {
                return method.invoke(in, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
