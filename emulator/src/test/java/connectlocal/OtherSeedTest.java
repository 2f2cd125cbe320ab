package connectlocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start with another seed than the one that the kept state began with: it is said, and nothing is lost. */
class OtherSeedTest {
    private static final String NOTE =
            " was made with another seed; what it holds counts;" + " POST /_emulator/reset takes the seed";

    @TempDir
    private Path directory;

    /** Starts, has it reset if that is wanted, and ends. */
    private String said(String alias, boolean reset) throws Exception {
        Path seed =
                Files.writeString(directory.resolve("seed.yaml"), "instances: [{id: only, alias: " + alias + "}]\n");
        PrintStream usual = System.err;
        var said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try (var emulator = Emulator.start(Options.onFreePort().withSeed(seed).withState(directory.resolve("kept")))) {
            if (reset) {
                send(emulator, "POST", "/_emulator/reset");
            }
            said.writeBytes(send(emulator, "GET", "/_emulator/state").getBytes(StandardCharsets.UTF_8));
        } finally {
            System.setErr(usual);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    private static String send(Emulator emulator, String method, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(emulator.endpoint() + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void otherSeed_isSaidAtEachStart_untilAResetTakesIt() throws Exception {
        assertThat(said("first", false)).contains("first").doesNotContain(NOTE);
        assertThat(said("first", false)).doesNotContain(NOTE);
        for (int start = 0; start < 2; start++) {
            assertThat(said("second", false))
                    .containsOnlyOnce("emulator: " + directory.resolve("kept") + NOTE)
                    .contains("first")
                    .doesNotContain("\"second\"");
        }
        assertThat(said("second", true)).contains(NOTE, "second").doesNotContain("\"first\"");
        assertThat(said("second", false)).contains("second").doesNotContain(NOTE);
        assertThat(said("first", false)).contains(NOTE);
    }

    /** The log is there before a service reads the seed by its rules. */
    @Test
    void seedThatAServiceRefused_isNotTheOneThatItBeganWith() throws Exception {
        String lost = "wrong, users: [{Username: ada, RoutingProfileId: lost, SecurityProfileIds: [lost],"
                + " PhoneConfig: {PhoneType: SOFT_PHONE}}]";
        assertThatThrownBy(() -> said(lost, false)).isInstanceOf(IllegalArgumentException.class);
        assertThat(directory.resolve("kept").resolve("state.log")).exists();
        for (int start = 0; start < 2; start++) {
            assertThat(said("mended", false)).contains("mended").doesNotContain(NOTE);
        }
    }
}
