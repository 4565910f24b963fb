// SPDX-License-Identifier: Apache-2.0
package ee.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import ee.parley.runner.Container;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;

/** Images, sent over polling and received over WebSocket. */
@ParameterizedClass
@EnumSource(
        value = Container.class,
        names = {"PAYARA_MICRO", "WILDFLY"})
@ExtendWith(ChatStage.Shared.class)
class ImagesIT {
    private final Container container;
    private final ChatStage stage;

    @TempDir
    Path files;

    ImagesIT(Container container, ChatStage stage) {
        this.container = container;
        this.stage = stage;
    }

    @Test
    void anImageArrivesByteForByte() throws IOException {
        ChatWindow ada = stage.enter(container, "Ada", "?transports=polling");
        ChatWindow grace = stage.enter(container, "Grace", "", ChatWindow::readableToTests);
        Path file = noise("noise.png", 380, 400);
        assertThat(Files.size(file)).isBetween(400_000L, (long) Post.LARGEST_IMAGE);

        ada.choose(file);
        ada.eventually(() -> assertThat(ada.textOf("#preview-name")).startsWith("noise.png, "));
        ada.say("look");

        ada.eventually(() -> assertThat(ada.stateOf("look")).isEqualTo("delivered"));
        grace.eventually(() -> assertThat(grace.shows(".entry:not(.old) .picture:not([hidden]) img"))
                .isTrue());
        assertThat(bytes(grace)).isEqualTo(Files.readAllBytes(file));
    }

    @Test
    void anImageGoesToOnePersonToo() throws IOException {
        ChatWindow ada = stage.enter(container, "Ada", "");
        ChatWindow grace = stage.enter(container, "Grace", "?transports=polling", ChatWindow::readableToTests);
        Path file = noise("small.png", 8, 8);
        ada.eventually(() -> assertThat(ada.people()).contains(grace.name()));
        ada.click("#here [data-key='" + grace.name() + "']");

        ada.choose(file);
        ada.eventually(() -> assertThat(ada.shows("#preview")).isTrue());
        ada.press(Keys.ENTER);

        ada.eventually(() -> assertThat(ada.stateOf("")).isEqualTo("delivered"));
        assertThat(bytes(grace)).isEqualTo(Files.readAllBytes(file));
    }

    @Test
    void aLargePhotoIsSentAsASmallerCopy() throws IOException {
        ChatWindow ada = stage.enter(container, "Ada", "");
        ChatWindow grace = stage.enter(container, "Grace", "", ChatWindow::readableToTests);
        Path file = noise("large.png", 1400, 1000);
        assertThat(Files.size(file)).isGreaterThan(4_000_000);

        ada.choose(file);
        ada.eventually(() -> assertThat(ada.shows("#preview")).isTrue());
        ada.say("smaller");

        grace.eventually(() -> assertThat(grace.shows(".entry:not(.old) .picture:not([hidden]) img"))
                .isTrue());
        assertThat(bytes(grace)).hasSizeLessThanOrEqualTo(Post.LARGEST_IMAGE).startsWith(0xff, 0xd8, 0xff);
    }

    @Test
    void theServerLooksIntoTheFile() throws IOException {
        ChatWindow ada = stage.enter(container, "Ada", "");
        Path file = Files.writeString(files.resolve("page.png"), "<script>alert(1)</script>");

        ada.choose(file);
        ada.eventually(() -> assertThat(ada.shows("#preview")).isTrue());
        ada.say("trust me");

        ada.eventually(() -> assertThat(ada.textOf(".entry[data-state=failed] .error"))
                .isEqualTo("Only PNG, JPEG, GIF and WebP images can be sent."));
    }

    @Test
    void anotherKindOfFileIsNotTaken() throws IOException {
        ChatWindow ada = stage.enter(container, "Ada", "");

        ada.choose(Files.writeString(files.resolve("notes.txt"), "notes"));

        ada.eventually(() -> assertThat(ada.textOf("#alerts")).startsWith("Only PNG"));
        assertThat(ada.shows("#preview")).isFalse();
    }

    /** What cannot be compressed has a predictable size. */
    private Path noise(String name, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(42);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        Path file = files.resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private static byte[] bytes(ChatWindow window) {
        Object base64 = window.await("""
                const done = arguments[0];
                fetch([...document.querySelectorAll(".entry:not(.old) .picture:not([hidden]) img")].at(-1).src)
                    .then((answer) => answer.blob())
                    .then((blob) => {
                      const reader = new FileReader();
                      reader.onload = () => done(reader.result.split(",")[1]);
                      reader.readAsDataURL(blob);
                    });
                """);
        return Base64.getDecoder().decode((String) base64);
    }
}
