package connectlocal.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of the unpacked bundles stay when another jar is unpacked. */
class BundlesTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path cache;

    private Path jar;

    @BeforeEach
    void writeJar() throws IOException {
        jar = UnpackedTest.jar(cache.resolve("bundle.jar"));
    }

    @Test
    void folder_ofAnotherJar_takesThePlaceOfTheOneThatWasNotStartedForLongest() throws Exception {
        unpackedBefore("a1", 6);
        unpackedBefore("a2", 5);
        unpackedBefore("a3", 4);
        unpackedBefore("a1", 1); // started again
        new Unpacked(cache, jar, "b1").folder();
        unpackedBefore("b1", 0);
        assertThat(bundles()).containsExactly("a1", "a3", "b1");
        new Unpacked(cache, jar, "b2").folder();
        assertThat(bundles()).containsExactly("a1", "b1", "b2");
    }

    @Test
    void folder_ofAJarThatIsUnpacked_removesNothing() throws Exception {
        for (String digest : List.of("a1", "a2", "a3", "a4")) {
            unpackedBefore(digest, 4);
        }
        new Unpacked(cache, jar, "a1").folder();
        assertThat(bundles()).containsExactly("a1", "a2", "a3", "a4");
    }

    @Test
    void folder_whatAnotherProcessRunsFrom_staysUntilThatIsKilled() throws Exception {
        Process other = started(Starter.class, cache.toString(), jar.toString(), "a1");
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("unpacked");
            unpackedBefore("a1", 9);
            unpackedBefore("a2", 8);
            unpackedBefore("a3", 7);
            unpackedBefore("a4", 6);
            new Unpacked(cache, jar, "b1").folder();
            assertThat(bundles()).containsExactly("a1", "a3", "a4", "b1");
            assertThat(cache.resolve("a1/.rpdk-config")).exists();
        } finally {
            assertThat(other.destroyForcibly().waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        new Unpacked(cache, jar, "b2").folder();
        assertThat(bundles()).doesNotContain("a1");
    }

    /**
     * Somebody removes the bundle when this start has seen it and does not have its share yet; both may do so since it
     * lacks something.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void folder_removedInTheSameMoment_isUnpackedAgain(boolean isWhole) throws Exception {
        unpackedBefore("a1", 1);
        if (!isWhole) {
            Files.delete(cache.resolve("a1/emulator/target/x.jar"));
        }
        Process other = started(Remover.class, cache.resolve("a1").toString());
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("alone");
            var found = new FutureTask<>(() -> new Unpacked(cache, jar, "a1").folder());
            var thread = new Thread(found, "start");
            thread.start();
            waitUntilItLocks(thread);
            other.outputWriter().close();
            assertThat(found.get(60, TimeUnit.SECONDS).resolve("emulator/target/x.jar"))
                    .exists();
        } finally {
            other.destroyForcibly();
        }
    }

    private static void waitUntilItLocks(Thread thread) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (Stream.of(thread.getStackTrace())
                .noneMatch(frame -> frame.getMethodName().equals("lock0"))) {
            assertThat(System.nanoTime()).as("it waits for the lock").isLessThan(end);
            Thread.sleep(5);
        }
    }

    @Test
    void folder_halfMadeOnesOfLongAgo_goAndNothingElse() throws Exception {
        Path left = Files.createDirectories(cache.resolve("part-1/emulator")).getParent();
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(HOUR.multipliedBy(25))));
        Files.createDirectories(cache.resolve("part-2/emulator"));
        Files.createDirectories(cache.resolve("plain/emulator-1"));
        Files.createDirectories(cache.resolve("mine"));
        new Unpacked(cache, jar, "a1").folder();
        assertThat(left).doesNotExist();
        assertThat(cache.resolve("part-2/emulator")).exists();
        assertThat(cache.resolve("plain/emulator-1")).exists();
        assertThat(cache.resolve("mine")).exists();
    }

    @Test
    void folder_ofJarsBeforeThereWasSuchAFile_goByTheirOwnTime() throws Exception {
        for (String digest : List.of("a1", "a2", "a3")) {
            Path old = Files.createDirectories(cache.resolve(digest).resolve("emulator"))
                    .getParent();
            Files.setLastModifiedTime(
                    old, FileTime.from(Instant.now().minus(HOUR.multipliedBy(digest.equals("a2") ? 5 : 4))));
        }
        new Unpacked(cache, jar, "b1").folder();
        assertThat(bundles()).containsExactly("a1", "a3", "b1");
    }

    private void unpackedBefore(String digest, int hours) throws IOException {
        Path folder = cache.resolve(digest);
        if (Files.notExists(folder)) {
            UnpackedTest.unpackByHand(folder);
            Files.createFile(folder.resolve(Bundles.IN_USE));
        }
        Files.setLastModifiedTime(
                folder.resolve(Bundles.IN_USE), FileTime.from(Instant.now().minus(HOUR.multipliedBy(hours))));
    }

    private List<String> bundles() throws IOException {
        try (Stream<Path> folders = Files.list(cache)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.matches("\\w\\w"))
                    .sorted()
                    .toList();
        }
    }

    static Process started(Class<?> main, String... arguments) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), main.getName());
        builder.command().addAll(List.of(arguments));
        return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    /** Another emulator, which goes on until its standard input ends. */
    static final class Starter {
        private Starter() {}

        public static void main(String[] args) throws Exception {
            new Unpacked(Path.of(args[0]), Path.of(args[1]), args[2]).folder();
            System.out.println("unpacked");
            System.in.read();
        }
    }

    /** Another start in the middle of removing a bundle, until its standard input ends. */
    static final class Remover {
        private Remover() {}

        public static void main(String[] args) throws Exception {
            Path bundle = Path.of(args[0]);
            try (var file = FileChannel.open(bundle.resolve(Bundles.IN_USE), StandardOpenOption.WRITE);
                    var lock = file.lock()) {
                System.out.println(lock.isShared() ? "" : "alone");
                System.in.read();
                Files.move(bundle, bundle.resolveSibling("part-old"));
            }
        }
    }
}
