package connectlocal.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jars under a path that a URL writes as it is: all of them or none. */
class PlainJarsTest {
    private static final FileTime BUILT = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir(factory = PlainTempDir.class)
    private Path directory;

    private Path jar;

    @BeforeEach
    void writeJar() throws IOException {
        jar = Files.writeString(Files.createDirectory(directory.resolve("a b")).resolve("a.jar"), "bytes");
        Files.setLastModifiedTime(jar, BUILT);
        folderIs(directory.resolve("plain"));
    }

    @AfterEach
    void forget() {
        System.clearProperty(PlainJars.FOLDER);
    }

    private static void folderIs(Path folder) {
        System.setProperty(PlainJars.FOLDER, folder.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "ü", "100%", "a#b", "[a]"})
    void isPlain_whatUrlsEncode_isNot(String name) {
        assertThat(PlainJars.isPlain(directory.resolve(name).resolve("x.jar"))).isFalse();
    }

    @Test
    void isPlain_usualPaths_fileOrFolderThereOrNot() {
        assertThat(PlainJars.isPlain(directory)).isTrue();
        assertThat(PlainJars.isPlain(directory.resolve("a-b_c~1.0+x.jar"))).isTrue();
    }

    @Test
    void lay_newName_hasTheJars_withTheirTimes() throws IOException {
        PlainJars.lay("name", Map.of("lib/x.jar", jar));
        Path laid = PlainJars.folder("name").orElseThrow().resolve("lib/x.jar");
        assertThat(laid).hasContent("bytes");
        assertThat(Files.getLastModifiedTime(laid)).isEqualTo(BUILT);
    }

    @Test
    void lay_oneJarIsMissing_leavesNothing() throws IOException {
        assertThatThrownBy(() -> PlainJars.lay("name", Map.of("a.jar", jar, "b.jar", directory.resolve("missing"))))
                .isInstanceOf(IOException.class);
        try (Stream<Path> left = Files.list(directory.resolve("plain"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void lay_manyNames_keepsThoseUsedLast() throws IOException {
        for (int i = 0; i < 10; i++) {
            laidBefore("name" + i, 20 - i);
        }
        PlainJars.lay("newest", Map.of("x.jar", jar));
        assertThat(names())
                .containsExactlyInAnyOrder("name3", "name4", "name5", "name6", "name7", "name8", "name9", "newest");
        assertThat(jar).hasContent("bytes");
    }

    @Test
    void lay_whatAnotherProcessRunsFrom_staysUntilThatIsKilled() throws Exception {
        Process other =
                BundlesTest.started(Layer.class, directory.resolve("plain").toString(), jar.toString());
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("laid");
            laidBefore("used", 99);
            laidBefore("there", 99);
            for (int i = 0; i < 8; i++) {
                laidBefore("name" + i, 1);
            }
            PlainJars.lay("newer", Map.of("x.jar", jar));
            assertThat(names()).contains("used", "there");
            assertThat(directory.resolve("plain/used/x.jar")).exists();
        } finally {
            assertThat(other.destroyForcibly().waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        PlainJars.lay("newest", Map.of("x.jar", jar));
        assertThat(names()).doesNotContain("used", "there");
    }

    private void laidBefore(String name, int hours) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("plain").resolve(name));
        Path file = folder.resolve(Bundles.IN_USE);
        if (Files.notExists(file)) {
            Files.createFile(file);
        }
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(hours))));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> folders = Files.list(directory.resolve("plain"))) {
            return folders.map(folder -> folder.getFileName().toString()).toList();
        }
    }

    /** Another emulator, whose jars were laid before, until its standard input ends. */
    static final class Layer {
        private Layer() {}

        public static void main(String[] args) throws Exception {
            folderIs(Path.of(args[0]));
            PlainJars.lay("used", Map.of("x.jar", Path.of(args[1])));
            PlainJars.lay("there", Map.of("x.jar", Path.of(args[1])));
            System.out.println("laid");
            System.in.read();
        }
    }

    @Test
    void folder_wherePathIsNoBetter_isNone() throws IOException {
        folderIs(directory.resolve("a b/plain"));
        assertThat(PlainJars.folder("name")).isEmpty();
        PlainJars.lay("name", Map.of("x.jar", jar));
        assertThat(directory.resolve("a b/plain")).doesNotExist();
        folderIs(Path.of("relative"));
        assertThat(PlainJars.folder("name")).isEmpty();
    }
}
