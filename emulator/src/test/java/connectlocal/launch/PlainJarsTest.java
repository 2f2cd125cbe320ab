package connectlocal.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
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
    void lay_manyNames_keepsTheNewest() throws IOException {
        for (int i = 0; i < 10; i++) {
            PlainJars.lay("name" + i, Map.of("x.jar", jar));
            Path folder = PlainJars.folder("name" + i).orElseThrow();
            Files.setLastModifiedTime(folder, FileTime.fromMillis(1_000_000_000_000L + i * 1000L));
        }
        assertThat(PlainJars.folder("name0").orElseThrow()).doesNotExist();
        assertThat(PlainJars.folder("name9").orElseThrow()).exists();
        assertThat(jar).hasContent("bytes");
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
