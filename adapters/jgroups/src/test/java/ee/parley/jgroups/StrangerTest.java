// SPDX-License-Identifier: Apache-2.0
package ee.parley.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.spi.ClusterMessage.CountRooms;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.MessageFactory;
import org.jgroups.ObjectMessage;
import org.jgroups.util.ByteArrayDataOutputStream;
import org.jgroups.util.ObjectWrapperPrimitive;
import org.jgroups.util.ObjectWrapperSerializable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Somebody in the group who is no Parley node. */
@Timeout(60)
class StrangerTest {
    @Test
    void whatAStrangerSaysIsCountedAndDropped() throws Exception {
        int port = TestNode.port();
        try (TestNode one = new TestNode(port);
                TestNode two = new TestNode(port);
                JChannel stranger = JGroupsOptions.of(TestNode.address(port), name -> Optional.empty())
                        .channel()) {
            TestNode.await(() -> one.others() == 1 && two.others() == 1);
            stranger.connect("test");
            TestNode.await(() -> stranger.getView().size() == 3);

            stranger.send(new BytesMessage(null, new byte[] {77, 1, 2}));
            stranger.send(new BytesMessage(null, new byte[] {0, 77}));
            stranger.send(new BytesMessage(null, new byte[0]));

            TestNode.await(() -> one.adapter.health().malformed() == 3);
            assertThat(one.others()).isEqualTo(1);
            two.channel
                    .publish(new CountRooms("still there"))
                    .toCompletableFuture()
                    .join();
            assertThat(one.heard.poll(10, TimeUnit.SECONDS)).isEqualTo(new CountRooms("still there"));
        }
    }

    @Test
    void aSerializedObjectIsNotEvenRead() throws Exception {
        BytesOnly.require();
        ByteArrayDataOutputStream out = new ByteArrayDataOutputStream();
        new ObjectMessage(null, new ObjectWrapperSerializable(URI.create("harmless:x"))).writePayload(out);

        assertThat(refused(out)).isTrue();
    }

    @Test
    void neitherIsOneOfAClassThatTheSenderNames() throws Exception {
        BytesOnly.require();
        ByteArrayDataOutputStream out = new ByteArrayDataOutputStream();
        out.writeByte(1);
        out.writeShort(-1);
        out.writeUTF("org.jgroups.util.ObjectWrapperSerializable");

        assertThat(refused(out)).isTrue();
    }

    @Test
    void whatJGroupsItselfSendsIsRead() throws Exception {
        BytesOnly.require();
        ByteArrayDataOutputStream out = new ByteArrayDataOutputStream();
        new ObjectMessage(null, new ObjectWrapperPrimitive("text")).writePayload(out);

        assertThat(refused(out)).isFalse();
    }

    private static boolean refused(ByteArrayDataOutputStream payload) throws Exception {
        Message message = MessageFactory.create(Message.OBJ_MSG);
        try {
            message.readPayload(new DataInputStream(new ByteArrayInputStream(payload.buffer(), 0, payload.position())));
            return false;
        } catch (IOException e) {
            return String.valueOf(e.getMessage()).startsWith("a serialized object");
        }
    }
}
