package connectlocal.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnpackedTest {
    @TempDir
    private Path tmp;

    private Path jar;

    @BeforeEach
    void writeJar() throws IOException {
        jar = jar(tmp.resolve("a b.jar"));
    }

    /** Writes a jar that carries a bundle. */
    static Path jar(Path jar) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String name : List.of("Own.class", "bundle/", "bundle/.rpdk-config", "bundle/emulator/target/x.jar")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.endsWith("/") ? new byte[0] : name.getBytes());
                zip.closeEntry();
            }
        }
        return jar;
    }

    /** Lays out what that jar carries, as another process has. */
    static void unpackByHand(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("emulator/target"));
        for (String name : List.of(".rpdk-config", "emulator/target/x.jar")) {
            Files.writeString(folder.resolve(name), "bundle/" + name);
        }
    }

    @Test
    void folder_firstTime_theBundleAndNothingElse() throws IOException {
        Path folder = new Unpacked(tmp.resolve("cache"), jar, "abc").folder();
        assertThat(folder).isEqualTo(tmp.resolve("cache/abc"));
        assertThat(folder.resolve(".rpdk-config")).hasContent("bundle/.rpdk-config");
        assertThat(folder.resolve("emulator/target/x.jar")).hasContent("bundle/emulator/target/x.jar");
        assertThat(folder.resolve("Own.class")).doesNotExist();
        assertThat(tmp.resolve("cache")).isDirectoryNotContaining("glob:**part-*");
    }

    @Test
    void folder_secondTime_isNotTouched() throws IOException {
        Path folder = new Unpacked(tmp.resolve("cache"), jar, "abc").folder();
        Path mark = Files.createFile(folder.resolve("mark"));
        assertThat(new Unpacked(tmp.resolve("cache"), jar, "abc").folder()).isEqualTo(folder);
        assertThat(mark).exists();
    }

    /** As after a power cut: names are there, and the bytes are not. */
    @ParameterizedTest
    @ValueSource(strings = {"truncated", "removed"})
    void folder_thatLostSomething_isUnpackedAgain(String how) throws IOException {
        Path folder = tmp.resolve("cache/abc");
        unpackByHand(folder);
        Path file = folder.resolve("emulator/target/x.jar");
        Files.delete(file);
        if (how.equals("truncated")) {
            Files.createFile(file);
        }
        assertThat(new Unpacked(tmp.resolve("cache"), jar, "abc").folder()).isEqualTo(folder);
        assertThat(file).hasContent("bundle/emulator/target/x.jar");
        assertThat(tmp.resolve("cache")).isDirectoryNotContaining("glob:**part-*");
    }

    @Test
    void folder_thatLostSomethingWhereARemovalWasKilled_isUnpackedAgain() throws IOException {
        Files.createDirectories(tmp.resolve("cache/part-old-abc/emulator"));
        Path folder = tmp.resolve("cache/abc");
        Files.createDirectories(folder);
        assertThat(new Unpacked(tmp.resolve("cache"), jar, "abc").folder()).isEqualTo(folder);
        assertThat(folder.resolve("emulator/target/x.jar")).exists();
    }

    /** Nobody takes away what another one runs from. */
    @Test
    void folder_thatLostSomethingWhileItIsInUse_isRefusedAndStays() throws IOException {
        Path folder = new Unpacked(tmp.resolve("cache"), jar, "abc").folder();
        Files.writeString(folder.resolve(".rpdk-config"), "");
        assertThatThrownBy(new Unpacked(tmp.resolve("cache"), jar, "abc")::folder)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(folder + " lacks what was unpacked there");
        assertThat(folder.resolve("emulator/target/x.jar")).exists();
    }

    @Test
    void folder_otherBundle_hasAFolderOfItsOwn() throws IOException {
        Path folder = new Unpacked(tmp.resolve("cache"), jar, "abc").folder();
        assertThat(new Unpacked(tmp.resolve("cache"), jar, "def").folder()).isNotEqualTo(folder);
    }

    @Test
    void folder_interruptedBefore_whatItLeftIsNotTaken() throws IOException {
        Path left = Files.createDirectories(tmp.resolve("cache/part-1"));
        Files.writeString(left.resolve(".rpdk-config"), "half");
        assertThat(new Unpacked(tmp.resolve("cache"), jar, "abc").folder().resolve(".rpdk-config"))
                .hasContent("bundle/.rpdk-config");
    }

    @Test
    void folder_manyAtOnce_allGetTheWholeOne() throws Exception {
        var threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Path> start = () -> new Unpacked(tmp.resolve("cache"), jar, "abc").folder();
            List<Future<Path>> folders = threads.invokeAll(
                    IntStream.range(0, 64).mapToObj(i -> start).toList());
            for (Future<Path> folder : folders) {
                assertThat(folder.get().resolve("emulator/target/x.jar")).exists();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(tmp.resolve("cache")).isDirectoryNotContaining("glob:**part-*");
    }

    @Test
    void folder_brokenJar_failsAndLeavesNothing() throws IOException {
        Files.writeString(jar, "no jar");
        assertThatThrownBy(new Unpacked(tmp.resolve("cache"), jar, "abc")::folder)
                .isInstanceOf(IOException.class);
        assertThat(tmp.resolve("cache")).isEmptyDirectory();
    }

    @Test
    void cache_chosenOrOfTheHome() {
        assertThat(Launcher.cache(Map.of("XDG_CACHE_HOME", "/caches"))).isEqualTo(Path.of("/caches/connect-local"));
        assertThat(Launcher.cache(Map.of()))
                .isEqualTo(Path.of(System.getProperty("user.home"), ".cache", "connect-local"));
    }
}
