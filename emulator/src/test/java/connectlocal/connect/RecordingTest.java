package connectlocal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.BooleanNode;
import connectlocal.state.Contents;
import connectlocal.state.Journal;
import connectlocal.state.Keep;
import connectlocal.state.Seal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a change costs that nobody writes down. */
class RecordingTest {
    private static final List<Journal.Change> WRITTEN =
            List.of(new Journal.Change(List.of("i", "USER", "u"), BooleanNode.TRUE));

    private final List<List<Journal.Change>> records = new ArrayList<>();
    private int made;

    private void change(Keep keep, boolean isOn) {
        var journal = new InstanceJournal(keep);
        var recording = new Recording("i", journal);
        recording.isOn = isOn;
        recording.write("USER", "u", () -> {
            made++;
            return BooleanNode.TRUE;
        });
        journal.replace(List.of(), List.of(), () -> {
            made++;
            return WRITTEN;
        });
    }

    @Test
    void change_whereNothingIsKept_isNotMadeReadyToBeWritten() {
        change(Keep.NOTHING, true);
        assertThat(made).isZero();
    }

    @Test
    void change_ofAnInstanceThatIsThere_isWritten_andOneBeforeIsNotMadeReady() {
        Keep keep = Keep.in(records::add, new Contents(), Seal.passing());
        change(keep, true);
        assertThat(records).containsExactly(WRITTEN, WRITTEN);
        records.clear();
        made = 0;
        change(keep, false);
        assertThat(records).containsExactly(WRITTEN);
        assertThat(made).isEqualTo(1);
    }
}
