package connectlocal.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.http.AwsError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Token buckets, by a clock that stands still unless it is moved. */
class QuotasTest {
    private static final String HOME = "us-east-1";

    private final AtomicLong clock = new AtomicLong();
    private final Quotas quotas = new Quotas(
            Map.of("connect", Map.of("*", new Quotas.Rate(2, 5), "DescribeUser", new Quotas.Rate(10, 25))), clock::get);

    private int passed(String service, String operation, int calls) {
        return passed(HOME, service, operation, calls);
    }

    private int passed(String region, String service, String operation, int calls) {
        return passed(quotas, region, service, operation, calls);
    }

    private static int passed(Quotas quotas, String region, String service, String operation, int calls) {
        int passed = 0;
        for (int i = 0; i < calls; i++) {
            passed += quotas.strike(region, service, operation).isEmpty() ? 1 : 0;
        }
        return passed;
    }

    @Test
    void bucket_givesItsBurstAndThenItsRate() {
        assertThat(passed("connect", "CreateUser", 100)).isEqualTo(5);
        clock.addAndGet(499_000_000);
        assertThat(passed("connect", "CreateUser", 100)).isZero();
        clock.addAndGet(2_000_000);
        assertThat(passed("connect", "CreateUser", 100)).isEqualTo(1);
        clock.addAndGet(3_600_000_000_000L);
        assertThat(passed("connect", "CreateUser", 100))
                .as("never more than the burst")
                .isEqualTo(5);
    }

    @Test
    void buckets_areOnePerOperation_andOtherServicesHaveNone() {
        assertThat(passed("connect", "CreateUser", 100)).isEqualTo(5);
        assertThat(passed("connect", "DeleteUser", 100)).isEqualTo(5);
        assertThat(passed("connect", "DescribeUser", 100)).isEqualTo(25);
        assertThat(passed("sts", "GetCallerIdentity", 100)).isEqualTo(100);
        quotas.reset();
        assertThat(passed("connect", "CreateUser", 100)).isEqualTo(5);
    }

    @Test
    void buckets_areOnePerRegion() {
        assertThat(passed("connect", "CreateUser", 100)).isEqualTo(5);
        assertThat(passed("eu-west-1", "connect", "CreateUser", 100)).isEqualTo(5);
        assertThat(passed("connect", "CreateUser", 100)).isZero();
    }

    @Test
    void emptyBucket_refusesAndMarks() {
        passed("connect", "CreateUser", 5);
        var strike = quotas.strike(HOME, "connect", "CreateUser").orElseThrow();
        assertThat(strike.mark()).isEqualTo("quota");
        assertThatThrownBy(() -> strike.answer(() -> {
                    throw new AssertionError("the service is not asked");
                }))
                .isInstanceOfSatisfying(
                        AwsError.class, error -> assertThat(error.code()).isEqualTo("ThrottlingException"));
    }

    @ParameterizedTest
    @CsvSource({
        "DescribeUser, 10, 25",
        "ListUsers, 10, 25",
        "ListUserProficiencies, 10, 25",
        "DescribeRoutingProfile, 10, 25",
        "DescribeUserHierarchyStructure, 10, 25",
        "DescribePredefinedAttribute, 10, 25",
        "CreateUser, 2, 5",
        "DeleteUser, 2, 5",
        "UpdateUserRoutingProfile, 2, 5",
        "AssociateUserProficiencies, 2, 5",
        "UpdateUserProficiencies, 2, 5",
        "SearchUsers, 2, 5",
        "ListSecurityProfiles, 2, 5",
        "DescribeInstance, 2, 5",
        "TagResource, 2, 5",
        "ListTagsForResource, 2, 5",
        "CreateInstance, 0.1, 1"
    })
    void aws_hasThePublishedNumbers(String operation, double rate, int burst) {
        Quotas aws = Quotas.of("aws", clock::get);
        assertThat(passed(aws, HOME, "connect", operation, 100)).isEqualTo(burst);
        clock.addAndGet((long) (1e9 / rate) - 1_000_000);
        assertThat(passed(aws, HOME, "connect", operation, 100)).isZero();
        clock.addAndGet(2_000_000);
        assertThat(passed(aws, HOME, "connect", operation, 100)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | must name at least one service",
                "connect: 3 | connect must name operations",
                "connect: | connect must name operations",
                "connect: {CreateUser: {rate: 0, burst: 1}} | connect.CreateUser must have a rate above 0",
                "connect: {CreateUser: {rate: 1e999, burst: 1}} | connect.CreateUser must have a rate above 0",
                "connect: {CreateUser: {rate: true, burst: 1}} | connect.CreateUser must have a rate above 0",
                "connect: {CreateUser: {rate: NaN, burst: 1}} | connect.CreateUser must have a rate above 0",
                "connect: {CreateUser: {rate: two, burst: 1}} | connect.CreateUser must have a rate above 0",
                "connect: {CreateUser: {rate: 1}} | and a burst of 1 or more",
                "connect: {CreateUser: {rate: 1, burst: 0.5}} | and a burst of 1 or more",
                "connect: {CreateUser: 5} | must have a rate above 0",
                "connect: {CreateUser: {rate: 1, burst: 1, brust: 2}} | brust is not known; known are rate, burst",
                "conect: {CreateUser: {rate: 1, burst: 1}} | conect is no service here; services are cloudcontrolapi,",
                "'*: {rate: 1, burst: 1}' | line 1: cannot be read as YAML",
                "connect: {CreatUser: {rate: 1, burst: 1}} | connect: operation must be one that connect has here",
                "lambda: {CREATE: {rate: 1, burst: 1}} | lambda: operation CREATE is a handler's action",
                "'connect: {*: {rate: 1, burst: 1}}' | line 1: cannot be read as YAML",
                "connect: {TagResource: {rate: 1, burst: 1, burst: 2}} | line 1: cannot be read as YAML: Duplicate"
            })
    void file_wrong_isExplained(String text, String explanation, @TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("quotas.yaml"), text);
        assertThatThrownBy(() -> Quotas.of(file.toString(), clock::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--quotas " + file)
                .hasMessageContaining(explanation);
    }

    @Test
    void file_missing_isSaidSo(@TempDir Path directory) {
        assertThatThrownBy(() -> Quotas.of(directory.resolve("none.yaml").toString(), clock::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none.yaml: there is no such file; expected aws, or a YAML file");
    }

    @Test
    void file_right_countsByOperationAndTheOthers(@TempDir Path directory) throws Exception {
        String text = "connect: {CreateUser: {rate: '2', burst: \"5\"}, '*': {rate: 10, burst: 20}}\n"
                + "lambda: {Invoke: {rate: 0.5, burst: 1}}\n";
        Quotas read = Quotas.of(
                Files.writeString(directory.resolve("quotas.yaml"), text).toString(), clock::get);
        assertThat(passed(read, HOME, "connect", "CreateUser", 100)).isEqualTo(5);
        assertThat(passed(read, HOME, "connect", "TagResource", 100)).isEqualTo(20);
        assertThat(passed(read, HOME, "lambda", "Invoke", 100)).isEqualTo(1);
    }
}
