package connectlocal.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelaunchTest {
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
