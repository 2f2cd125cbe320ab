package connectlocal.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelaunchTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"health", "seed"})
    void run_commandThatEndsAtOnce_staysInThisJvmAndLooksForNoArchive(String command) throws Exception {
        String before = System.clearProperty(ArchiveFolder.OWN);
        try {
            var relaunch = new Relaunch(directory.resolve("connect-emulator.jar"));
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
    void harmless_optionsBeforeTheJar_arePassedOn() {
        var started = List.of("-XX:+UseSerialGC", "-Xmx1g", "-Da=b", "-jar", "connect-local.jar", "--port", "0");
        assertThat(Relaunch.harmless(started)).contains(List.of("-XX:+UseSerialGC", "-Xmx1g", "-Da=b"));
        assertThat(Relaunch.harmless(List.of("-jar", "connect-local.jar"))).contains(List.of());
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
        assertThat(Relaunch.harmless(List.of("-cp", "connect-local.jar", "connectlocal.launch.Launcher")))
                .isEmpty();
    }
}
