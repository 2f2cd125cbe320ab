package connectlocal.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The name of an archive of a child's classes: the same for the same jars and JVM, another for any other. */
class ChildClassPathTest {
    private static final FileTime BUILT = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir
    private Path directory;

    private Path provider;

    @BeforeEach
    void writeProvider() throws IOException {
        provider = directory.resolve("provider.jar");
        write("the first build");
    }

    private void write(String content) throws IOException {
        Files.writeString(provider, content);
        Files.setLastModifiedTime(provider, BUILT);
    }

    private static String nameFor(RuntimeClient client, Path provider) throws IOException {
        return ChildClassPath.of(client, provider).archiveName();
    }

    private String name() throws IOException {
        return nameFor(RuntimeClient.RIC, provider);
    }

    @Test
    void archiveName_sameJars_same() throws IOException {
        String before = name();
        write("the first build");
        assertThat(name()).isEqualTo(before);
    }

    @Test
    void archiveName_otherBytesOfOneLengthAndTime_another() throws IOException {
        String before = name();
        write("the other build");
        assertThat(name()).isNotEqualTo(before);
    }

    /** The JVM compares the time as well. */
    @Test
    void archiveName_jarBuiltAgain_another() throws IOException {
        String before = name();
        Files.setLastModifiedTime(provider, FileTime.fromMillis(BUILT.toMillis() + 1));
        assertThat(name()).isNotEqualTo(before);
    }

    @Test
    void archiveName_sameJarElsewhere_another() throws IOException {
        Path copy = Files.copy(provider, directory.resolve("copy.jar"));
        Files.setLastModifiedTime(copy, BUILT);
        assertThat(nameFor(RuntimeClient.RIC, copy)).isNotEqualTo(name());
    }

    @Test
    void archiveName_otherJarsBesideTheProvider_another() throws IOException {
        assertThat(nameFor(RuntimeClient.BOOTSTRAP, provider)).isNotEqualTo(name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.vm.name", "java.vm.version", "java.home"})
    void archiveName_otherJvm_another(String property) throws IOException {
        String before = name();
        String ours = System.getProperty(property);
        System.setProperty(property, ours + "x");
        try {
            assertThat(name()).isNotEqualTo(before);
        } finally {
            System.setProperty(property, ours);
        }
    }
}
