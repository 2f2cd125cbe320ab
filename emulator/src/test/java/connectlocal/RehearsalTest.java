package connectlocal;

import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.http.ListenAddress;
import org.junit.jupiter.api.Test;

/** What the emulator that nobody but its own archive's maker asks is started with. */
class RehearsalTest {
    @Test
    void options_ofAnEmulatorForOthers_listenOnLoopbackAlone() throws Exception {
        Options options = Rehearsal.options(new Main(), "--host", "0.0.0.0", "--port", "0", "--lambda-port", "0");
        assertThat(options.listening()).isEqualTo(new Listening(ListenAddress.LOOPBACK, 0, 0));
    }

    @Test
    void options_usual_startAChildAhead_andRehearsalsNone() throws Exception {
        var usual = Rehearsal.options(new Main(), "--port", "0").functions();
        assertThat(usual.ahead()).isTrue();
        assertThat(usual.rehearsing().ahead()).isFalse();
        assertThat(Rehearsal.options(new Main(), "--on-demand").functions().ahead())
                .isFalse();
    }
}
