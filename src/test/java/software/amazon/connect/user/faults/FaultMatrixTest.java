package software.amazon.connect.user.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.connect.user.faults.FaultCase.Result;

/**
 * Whatever goes wrong with whichever call, an operation converges or fails clean. A sample by default; {@code make
 * faults} sets the property {@code faults} to {@code all}, and gets the table.
 */
class FaultMatrixTest {
    private static final boolean ALL = "all".equals(System.getProperty("faults"));
    private static final long SEED = 20_261_124;
    private static final int SAMPLE = 400;
    private static final int DOUBLES = ALL ? 6_000 : 250;

    static Stream<Scenario> scenarios() {
        return Scenarios.all().stream();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void withoutFaults_converges(Scenario scenario) {
        Result result = FaultMatrix.clean(scenario);
        assertThat(result.calls()).isNotEmpty();
        assertThat(result.answers()).isPositive();
    }

    @Test
    void singleFaults_loseNothingButTheStatedGap() {
        List<FaultCase> cases = new ArrayList<>(FaultMatrix.singles());
        if (!ALL) {
            Collections.shuffle(cases, new Random(SEED));
            cases = cases.subList(0, SAMPLE);
        }
        FaultTable table = new FaultTable(Blow.KINDS);
        for (FaultCase one : cases) {
            Result result = one.run();
            assertThat(result.allStruck()).as("struck: %s", one).isTrue();
            table.add(result, one.strikes().get(0).blow().kind());
        }
        print(table, "Single faults");
        assertThat(table.losses()).isEmpty();
        assertThat(table.count(Verdict.Kind.CONVERGED)).isGreaterThan(cases.size() / 2);
    }

    @Test
    void doubleFaults_loseNothingButTheStatedGap() {
        FaultTable table = new FaultTable(List.of("two faults"));
        for (FaultCase one : FaultMatrix.doubles(SEED, DOUBLES)) {
            table.add(one.run(), "two faults");
        }
        print(table, "Double faults, sampled with seed " + SEED);
        assertThat(table.losses()).isEmpty();
        assertThat(table.count(Verdict.Kind.CONVERGED)).isGreaterThan(DOUBLES / 2);
    }

    /** Whoever was answered every call needs no look: a stack would take back, or delete, what is as it should be. */
    @Test
    void deniedLook_afterEveryCallWasAnswered_isNoFailure() {
        List<Result> denied = FaultMatrix.singles().stream()
                .filter(one -> one.strikes().get(0).blow().kind().equals("denied"))
                .filter(one -> one.strikes().get(0).call().matches("DescribeUser|ListUserProficiencies"))
                .map(FaultCase::run)
                .filter(result -> result.calls().stream().anyMatch(call -> !call.matches("(Describe|List|Search).*")))
                .filter(result -> result.verdict().reached())
                .toList();
        assertThat(denied).hasSizeGreaterThan(20);
        assertThat(denied)
                .extracting(result -> result.verdict().kind() + " " + result.of())
                .allMatch(text -> text.startsWith("CONVERGED"));
    }

    /** README's sentence, case by case. */
    @Test
    void gap_ofCreate_isExactlyTheOneStated() {
        assertThat(gapsOf("create plain"))
                .containsExactly(
                        "kill after at call 1, CreateUser",
                        "kill before at call 2, DescribeUser",
                        "kill after at call 2, DescribeUser",
                        "kill answer 1");
        assertThat(gapsOf("create everything")).containsExactly("kill after at call 1, CreateUser", "kill answer 1");
        assertThat(gapsOf("create never found"))
                .containsExactlyInAnyOrder(
                        "late at call 1, CreateUser",
                        "lost answer at call 1, CreateUser",
                        "garbage at call 1, CreateUser",
                        "truncated at call 1, CreateUser",
                        "500 after at call 1, CreateUser",
                        "kill after at call 1, CreateUser",
                        "kill before at call 2, DescribeUser",
                        "kill after at call 2, DescribeUser",
                        "kill answer 1");
    }

    private static List<String> gapsOf(String scenario) {
        return FaultMatrix.singles().stream()
                .filter(one -> one.scenario().name().equals(scenario))
                .filter(one -> one.run().verdict().kind() == Verdict.Kind.STATED_GAP)
                .map(one -> one.strikes().get(0).toString())
                .toList();
    }

    private static void print(FaultTable table, String title) {
        if (!ALL) {
            return;
        }
        try {
            Path file = Files.createDirectories(Path.of("target", "faults")).resolve("table.txt");
            Files.writeString(file, table.text(title) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
