package software.amazon.connect.user.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Cases in which something was lost once; each stays here whatever the samples are. */
class FoundCasesTest {

    /** A call's number, counted from 1 as the table does, its operation, and the error or kind that strikes it. */
    record Struck(int call, String operation, String blow) {}

    static Stream<Arguments> found() {
        return Stream.of(
                found("delete", struck(1, "DeleteUser", "ResourceNotFoundException")),
                found("delete seen late", struck(1, "DeleteUser", "ResourceNotFoundException")),
                found("delete", struck(1, "DeleteUser", "500 after"), struck(2, "DeleteUser", "denied")),
                found("delete", struck(1, "DeleteUser", "kill after"), struck(2, "DeleteUser", "denied")),
                found(
                        "delete seen late",
                        struck(1, "DeleteUser", "ResourceNotFoundException"),
                        struck(2, "DescribeUser", "denied")),
                found(
                        "delete",
                        struck(1, "DeleteUser", "InvalidRequestException"),
                        struck(2, "DescribeUser", "ResourceNotFoundException")),
                found("update nothing", struck(1, "DescribeUser", "ResourceNotFoundException")),
                found("update seen late", struck(13, "DescribeUser", "ResourceNotFoundException")),
                found("read by ARN", struck(1, "DescribeUser", "ResourceNotFoundException")),
                found("read by name", struck(1, "SearchUsers", "ResourceNotFoundException")),
                found("list region, 3 pages", struck(2, "ListUsers", "ResourceNotFoundException")),
                found("list region, 3 pages", struck(6, "ListUsers", "ResourceNotFoundException")),
                found(
                        "list region, 3 pages",
                        struck(6, "ListUsers", "500"),
                        struck(7, "ListUsers", "ResourceNotFoundException")),
                found(
                        "update seen late",
                        struck(10, "UpdateUserProficiencies", "ResourceNotFoundException"),
                        struck(11, "DescribeUser", "500 after")),
                found(
                        "update seen late",
                        struck(11, "UntagResource", "ResourceNotFoundException"),
                        struck(12, "DescribeUser", "500 after")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("found")
    void found_isNotLostAnyMore(String name, List<Struck> what) {
        Scenario scenario = Scenarios.all().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        List<FaultCase.Strike> strikes = new ArrayList<>();
        for (Struck struck : what) {
            Blow blow = Blow.of(struck.operation()).stream()
                    .filter(one -> one.toString().equals(struck.blow()))
                    .findFirst()
                    .orElseThrow();
            strikes.add(new FaultCase.Strike(struck.call() - 1, struck.operation(), blow));
        }
        FaultCase.Result result = new FaultCase(scenario, strikes).run();
        assertThat(result.calls()).hasSizeGreaterThanOrEqualTo(what.get(0).call());
        assertThat(result.calls().get(what.get(0).call() - 1))
                .isEqualTo(what.get(0).operation());
        assertThat(result.verdict().kind())
                .as(result.verdict().why())
                .isIn(Verdict.Kind.CONVERGED, Verdict.Kind.FAILED_CLEAN);
    }

    private static Arguments found(String scenario, Struck... what) {
        return Arguments.of(scenario, List.of(what));
    }

    private static Struck struck(int call, String operation, String blow) {
        return new Struck(call, operation, blow);
    }
}
