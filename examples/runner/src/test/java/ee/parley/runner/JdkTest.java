// SPDX-License-Identifier: Apache-2.0
package ee.parley.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkTest {
    @TempDir
    Path directory;

    @Test
    void oursIsTakenWhenItIsNewEnough() throws IOException {
        Path ours = jdk("ours", "21.0.4");
        jdk("another", "25");

        assertThat(Jdk.atLeast(21, ours, "")).isEqualTo(ours);
    }

    @Test
    void anOldOneHasANewerOneBesideIt() throws IOException {
        Path ours = jdk("ours", "17.0.15");
        jdk("eight", "1.8.0_432");
        Files.createDirectory(directory.resolve("no jdk"));
        Path newer = jdk("newer", "25.0.1");

        assertThat(Jdk.atLeast(21, ours, "")).isEqualTo(newer);
    }

    @Test
    void theOneThatIsNamedIsTaken() throws IOException {
        Path ours = jdk("ours", "25");
        Path named = jdk("named", "21");

        assertThat(Jdk.atLeast(21, ours, named.toString())).isEqualTo(named);
    }

    @Test
    void whenThereIsNoneItIsSaidHowToNameOne() throws IOException {
        Path ours = jdk("ours", "17.0.15");

        assertThatExceptionOfType(ServerFailedException.class)
                .isThrownBy(() -> Jdk.atLeast(21, ours, ""))
                .withMessage("JDK 21 or later is needed, and none of [" + ours
                        + "] is. Name one by the system property parley.jdk.");
    }

    private Path jdk(String name, String version) throws IOException {
        Path jdk = Files.createDirectory(directory.resolve(name));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Anyone\"\nJAVA_VERSION=\"" + version + "\"\n");
        return jdk;
    }
}
