package connectlocal.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        "'kind=throttle,probability=1e-300,times=forever', .....",
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
                "kind=delay,probability=2 | probability must be a number above 0 and at most 1",
                "kind=delay,probability=0 | probability must be a number above 0",
                "kind=delay,probability=NaN | probability must be a number above 0",
                "kind=delay,ms=600001 | ms must be a whole number from 0 to 600000",
                "kind=throttle,ms=5 | ms belongs to kind=delay, kind=trickle, kind=refuse, not to kind=throttle",
                "kind=crash-before,ms=5 | ms belongs to kind=delay",
                "kind=drop-before,after=true | after belongs to kind=throttle, kind=access-denied, kind=error, not to",
                "kind=delay,after=maybe | after must be true or false",
                "kind=error,type=Not One,status=500 | type must be 1 to 100 letters, digits and dots",
                "kind=error,type=,status=500 | type must be 1 to 100 letters",
                "kind=delay,mood=bad | mood is not known; known are after, call",
                "kind=delay,kind=drop-after | twice",
                "kind=throttle,service=cloudcontrol | service must be one of cloudcontrolapi, cloudformation, ",
                "kind=throttle,service=conect | lambda, s3, ssm, sts, *, not \"conect\"",
                "kind=throttle,operation=CreatUser | one that a service has here, such as CreateUser, or *, not \"Cre",
                "kind=throttle,service=s3,operation=CreateUser | one that s3 has here, such as CreateBucket, or *",
                "kind=throttle,service=lambda,operation=CREATE | a handler's action, which only kinds that strike",
                "kind=throttle,operation=DELETE | a handler's action, which only kinds that strike functions meet",
                "kind=crash-before,service=connect | strikes functions: service must be lambda, not \"connect\"",
                "kind=time-out,operation=CreateUser | must be one of CREATE, READ, UPDATE, DELETE, LIST, Invoke, *, no",
                "kind=crash-after,service=lambda,operation=create | must be one of CREATE, READ",
                "kind=throttle,type=ServiceException | type belongs to kind=error, not to kind=throttle",
                "kind=delay,status=503 | status belongs to kind=error, not to kind=delay",
                "kind=error,service=ssm,type=ServiceException | not known of ssm here and needs status",
                "throttle | must be NAME=VALUE"
            })
    void spec_wrong_isExplained(String spec, String explanation) {
        assertThatThrownBy(() -> FaultSpec.of(spec))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(explanation);
    }

    @Test
    void type_goesIntoAHeader_soItsLengthIsBounded() {
        String longest = "a.Z9".repeat(25);
        assertThat(FaultSpec.of("kind=error,status=500,type=" + longest).type()).isEqualTo(longest);
        assertThatThrownBy(() -> FaultSpec.of("kind=error,status=500,type=" + longest + "x"))
                .hasMessageContaining("type must be 1 to 100 letters");
    }

    /** So what is listed can be set again. */
    @ParameterizedTest
    @ValueSource(strings = {"kind=throttle,after=true", "kind=delay,after=false,ms=0", "kind=time-out"})
    void view_hasOnlyWhatTheKindUses(String text) {
        FaultSpec spec = FaultSpec.of(text);
        var members = new LinkedHashMap<String, String>();
        spec.view().forEach((name, value) -> members.put(name, value.toString()));
        assertThat(FaultSpec.of(members, "listed")).isEqualTo(spec);
        assertThat(members.containsKey("after")).isEqualTo(text.contains("after=true"));
        assertThat(members.containsKey("ms")).isEqualTo(text.contains("ms="));
    }
}
