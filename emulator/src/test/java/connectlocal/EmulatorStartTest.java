package connectlocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.http.ListenAddress;
import connectlocal.http.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ports are taken before there is anything to serve, and given back when there will be nothing. */
class EmulatorStartTest {
    @TempDir
    private Path directory;

    @Test
    void start_thatFails_givesItsPortBack() throws Exception {
        Path noFolder = Files.writeString(directory.resolve("file"), "no folder");
        int port;
        try (Ports free = Ports.take(ListenAddress.LOOPBACK, List.of(0))) {
            port = free.port(0);
        }
        Options usual = Options.onFreePort();
        var options = new Options(
                new Listening(ListenAddress.LOOPBACK, port, 0),
                usual.seed(),
                usual.providers(),
                usual.behaviours(),
                usual.functions(),
                usual.statusHold(),
                usual.unkindness(),
                usual.secrets(),
                new Options.Keeping(Optional.of(noFolder), Optional.empty()));
        assertThatThrownBy(() -> Emulator.start(options)).isInstanceOf(Exception.class);
        try (Ports again = Ports.take(ListenAddress.LOOPBACK, List.of(port))) {
            assertThat(again.port(0)).isEqualTo(port);
        }
    }
}
