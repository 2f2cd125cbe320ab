package connectlocal.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which calls a fault strikes. */
class FaultsTest {
    private static Faults with(String... specs) {
        return FaultFile.gather(List.of(specs), Optional.empty(), Map.of(), "123456789012");
    }

    private static String struck(Faults faults, int calls) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < calls; i++) {
            pattern.append(faults.strike("us-east-1", "connect", "CreateUser").isPresent() ? 'x' : '.');
        }
        return pattern.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "kind=throttle, x....",
        "'kind=throttle,times=2', xx...",
        "'kind=throttle,times=forever', xxxxx",
        "'kind=throttle,call=3', ..x..",
        "'kind=throttle,call=3,times=forever', ..xxx",
        "'kind=throttle,probability=0,times=forever', .....",
        "'kind=throttle,service=connect,operation=CreateUser', x....",
        "'kind=throttle,service=lambda', .....",
        "'kind=throttle,operation=DeleteUser', .....",
        "'kind=crash-before,times=forever', ....."
    })
    void strike_byCallTimesAndName(String spec, String pattern) {
        assertThat(struck(with(spec), 5)).isEqualTo(pattern);
    }

    @Test
    void strike_byProbability_isTheSameForTheSameSeedAndOtherForAnother() {
        String spec = "kind=throttle,probability=0.5,times=forever,seed=";
        String first = struck(with(spec + 1), 64);
        assertThat(struck(with(spec + 1), 64)).isEqualTo(first).contains("x", ".");
        assertThat(struck(with(spec + 2), 64)).isNotEqualTo(first);
    }

    @Test
    void view_countsWhatWasMatchedAndStruck_andResetStartsAgain() {
        Faults faults = with("kind=throttle,call=2");
        struck(faults, 5);
        assertThat(faults.view().get(0)).containsEntry("matched", 5L).containsEntry("struck", 1L);
        faults.add(FaultSpec.of("kind=delay"));
        faults.reset();
        assertThat(faults.view()).hasSize(1);
        assertThat(faults.view().get(0)).containsEntry("matched", 0L).containsEntry("struck", 0L);
    }

    @Test
    void strike_ofTheFirstThatStrikes_countsOnlyThoseThatWereAsked() {
        Faults faults = with("kind=throttle,times=1", "kind=delay,times=1");
        var marks = new ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            faults.strike("us-east-1", "connect", "CreateUser").ifPresent(strike -> marks.add(strike.mark()));
        }
        assertThat(marks).containsExactly("throttle #1", "delay #2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind=anger | kind must be one of throttle, access-denied, error",
                "service=connect | kind must be one of",
                "kind=error | needs type",
                "kind=error,type=OddException | needs status",
                "kind=error,type=X,status=200 | status must be a whole number from 400 to 599",
                "kind=delay,ms=-1 | ms must be",
                "kind=delay,call=0 | call must be",
                "kind=delay,times=often | or forever",
                "kind=delay,probability=2 | probability must be a number from 0 to 1",
                "kind=delay,mood=bad | mood is not known; known are after, call",
                "kind=delay,kind=drop-after | twice",
                "throttle | must be NAME=VALUE"
            })
    void spec_wrong_isExplained(String spec, String explanation) {
        assertThatThrownBy(() -> FaultSpec.of(spec))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(explanation);
    }
}
