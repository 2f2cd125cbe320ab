package connectlocal.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelaunchTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"health", "seed"})
    void run_commandThatEndsAtOnce_staysInThisJvmAndLooksForNoArchive(String command) throws Exception {
        String before = System.clearProperty(ArchiveFolder.OWN);
        try {
            var relaunch = new Relaunch(directory.resolve("connect-emulator.jar"), Map.of());
            assertThat(relaunch.run(new String[] {command, "--port", "0"})).isEmpty();
            assertThat(System.getProperty(ArchiveFolder.OWN)).isNull();
            relaunch.run(new String[] {"--port", "0"});
            assertThat(System.getProperty(ArchiveFolder.OWN)).contains(directory.toString());
        } finally {
            if (before == null) {
                System.clearProperty(ArchiveFolder.OWN);
            } else {
                System.setProperty(ArchiveFolder.OWN, before);
            }
        }
    }

    @Test
    void run_whenArchivesAreNotWanted_usesNoneAndHasNoneMade() throws Exception {
        String before = System.clearProperty(ArchiveFolder.OWN);
        try {
            var relaunch = new Relaunch(
                    directory.resolve("connect-emulator.jar"), Map.of("EMULATOR_ARCHIVES", "no", "OTHER", "yes"));
            assertThat(relaunch.run(new String[] {"--port", "0"})).isEmpty();
            assertThat(System.getProperty(ArchiveFolder.OWN))
                    .as("what the archives' maker and functions ask")
                    .isEmpty();
        } finally {
            if (before == null) {
                System.clearProperty(ArchiveFolder.OWN);
            } else {
                System.setProperty(ArchiveFolder.OWN, before);
            }
        }
    }

    @Test
    void harmless_optionsBeforeTheJar_arePassedOn() {
        var started = List.of("-XX:+UseSerialGC", "-Xmx1g", "-Da=b", "-jar", "connect-local.jar", "--port", "0");
        assertThat(Relaunch.harmless(started)).contains(List.of("-XX:+UseSerialGC", "-Xmx1g", "-Da=b"));
        assertThat(Relaunch.harmless(List.of("-jar", "connect-local.jar"))).contains(List.of());
        for (String option : List.of("-Xms64m", "-Xss1m", "-Xshare:auto", "-XX:TieredStopAtLevel=1")) {
            assertThat(Relaunch.harmless(List.of(option, "-jar", "x.jar"))).contains(List.of(option));
        }
    }

    @Test
    void harmless_tiedToWhoStartedIt_theOptionsBeforeTheClassPath() {
        var tied = List.of("-cp", "connect-local.jar", "connectlocal.launch.Tied", "connectlocal.launch.Launcher");
        assertThat(Relaunch.harmless(tied)).contains(List.of());
        var started = new ArrayList<>(List.of("-XX:+UseSerialGC"));
        started.addAll(tied);
        started.addAll(List.of("--port", "0"));
        assertThat(Relaunch.harmless(started)).contains(List.of("-XX:+UseSerialGC"));
        started.set(0, "-javaagent:agent.jar");
        assertThat(Relaunch.harmless(started)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-agentlib:jdwp=transport=dt_socket,server=y,address=5005",
                "-javaagent:agent.jar",
                "-XX:SharedArchiveFile=mine.jsa",
                "-XX:ArchiveClassesAtExit=mine.jsa",
                "-Dcom.sun.management.jmxremote.port=9999",
                "-XX:+FlightRecorder",
                "@options"
            })
    void harmless_whatTwoCannotHave_no(String option) {
        assertThat(Relaunch.harmless(List.of(option, "-jar", "connect-local.jar")))
                .isEmpty();
    }

    @Test
    void harmless_notStartedFromAJar_no() {
        String launcher = "connectlocal.launch.Launcher";
        assertThat(Relaunch.harmless(List.of("-cp", "connect-local.jar", launcher)))
                .isEmpty();
        assertThat(Relaunch.harmless(List.of("connectlocal.launch.Tied", launcher)))
                .isEmpty();
    }

    /** What others add would be added to both JVMs, which may be an agent's port. */
    @ParameterizedTest
    @CsvSource({
        "'', in a second JVM: 0",
        "JDK_JAVA_OPTIONS, in this JVM",
        "JAVA_TOOL_OPTIONS, in this JVM",
        "_JAVA_OPTIONS, in this JVM",
    })
    void run_underOptionsOfTheEnvironment_staysInThisJvm(String variable, String where) throws Exception {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar().toString());
        builder.environment().keySet().removeIf(name -> name.endsWith("_OPTIONS"));
        if (!variable.isEmpty()) {
            builder.environment().put(variable, "-Da=b");
        }
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said).endsWith(where + "\n");
        assertThat(said.contains("connect-emulator ")).as(said).isEqualTo(variable.isEmpty());
    }

    /** A jar that starts {@link Starter}, with the classes of this test. */
    private Path jar() throws Exception {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Starter.class.getName());
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        Path jar = directory.resolve("starter.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    /** The one jar's main class, where there is an archive; of one that is empty a JVM makes nothing. */
    static final class Starter {
        private Starter() {}

        public static void main(String[] args) throws Exception {
            var relaunch = new Relaunch(Path.of(System.getProperty("java.class.path")), System.getenv());
            relaunch.run(new String[] {"--version"});
            Path archive = Path.of(System.getProperty(ArchiveFolder.OWN) + "-0.jsa");
            Files.createDirectories(archive.getParent());
            Files.createFile(archive);
            System.out.println(relaunch.run(new String[] {"--version"})
                    .map(code -> "in a second JVM: " + code)
                    .orElse("in this JVM"));
        }
    }
}
