package connectlocal.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.Emulator;
import connectlocal.Options;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Templates that nobody means well with, over plain HTTP: each is refused in CloudFormation's words, and in time. */
class BadTemplateIT {
    private static final String NOTHING = "\"A\":{\"Type\":\"AWS::CloudFormation::WaitConditionHandle\"}";
    private static Emulator emulator;

    @BeforeAll
    static void start() throws Exception {
        emulator = Emulator.start(Options.onFreePort().withProviders(List.of()));
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    static Stream<Arguments> bad() {
        String conditions = IntStream.range(1, 60)
                .mapToObj(i -> "\"C%d\":{\"Fn::And\":[{\"Condition\":\"C%d\"},{\"Condition\":\"C%d\"}]}"
                        .formatted(i, i - 1, i - 1))
                .collect(Collectors.joining(","));
        return Stream.of(
                Arguments.of(
                        "{\"Description\":\"" + "x".repeat(1_000_000) + "\"}",
                        "ValidationError|1 validation error detected: Value at 'templateBody' failed to satisfy"
                                + " constraint: Member must have length less than or equal to 51200"),
                Arguments.of("[".repeat(20_000), "ValidationError|Template format error: YAML not well-formed."),
                Arguments.of(
                        "{\"a\":".repeat(5_000) + 1 + "}".repeat(5_000),
                        "ValidationError|Template format error: JSON not well-formed."),
                Arguments.of(
                        IntStream.range(0, 290)
                                .mapToObj(i -> " ".repeat(i) + "a:\n")
                                .collect(Collectors.joining()),
                        "ValidationError|Template format error: YAML not well-formed."),
                Arguments.of(
                        "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n",
                        "ValidationError|Template error: YAML aliases are not allowed in CloudFormation templates"),
                Arguments.of(
                        "a: &a [*a]\n",
                        "ValidationError|Template error: YAML aliases are not allowed in CloudFormation templates"),
                Arguments.of(
                        "{\"Resources\":{" + NOTHING + "," + NOTHING + "}}",
                        "ValidationError|Template format error: JSON not well-formed. (line 1,"),
                Arguments.of(
                        "Resources:\n  A: {Type: T}\n  A: {Type: T}\n",
                        "ValidationError|Template format error: YAML not well-formed. (line 3, column 3)"),
                Arguments.of("Resources:\u0000 {}", "ValidationError|Template format error: YAML not well-formed."),
                Arguments.of("", "ValidationError|Template format error: unsupported structure."),
                Arguments.of(
                        "{\"Resources\":{" + many(501, i -> "") + "}}",
                        "ValidationError|Template format error: Number of resources, 501, is greater than maximum"
                                + " allowed, 500"),
                Arguments.of(
                        "{\"Resources\":{" + many(500, i -> ",\"DependsOn\":\"A" + (i + 1) % 500 + "\"") + "}}",
                        "ValidationError|Circular dependency between resources: [A0,"),
                Arguments.of(
                        "{\"Conditions\":{\"C0\":{\"Condition\":\"C59\"}," + conditions + "},\"Resources\":{" + NOTHING
                                + "}}",
                        "ValidationError|Circular dependency between conditions: ["),
                Arguments.of(
                        "{\"Parameters\":{\"P\":{\"Type\":\"String\",\"AllowedPattern\":\"(a+)+$\",\"Default\":\""
                                + "a".repeat(60) + "b\"}},\"Resources\":{" + NOTHING + "}}",
                        "ValidationError|Parameter 'P' must match pattern (a+)+$"),
                Arguments.of(
                        "{\"Parameters\":{\"P\":{\"Type\":\"Number\",\"Default\":\"1e999999999\"}},\"Resources\":{"
                                + NOTHING + "}}",
                        "ValidationError|Parameter 'P' must be a number."));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void createStack_badTemplate_isRefusedInWords(String template, String words) throws Exception {
        var answer = post(
                "Action=CreateStack&StackName=bad&TemplateBody=" + URLEncoder.encode(template, StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).isEqualTo(400);
        String[] codeAndMessage = words.split("\\|");
        assertThat(answer.body()).contains("<Code>" + codeAndMessage[0] + "</Code>", "<Message>" + codeAndMessage[1]);
        assertThat(post("Action=DescribeStacks&StackName=bad").statusCode()).isEqualTo(400);
    }

    @Test
    void requests_brokenBytes_areRefused() throws Exception {
        assertThat(post("Action=CreateStack&StackName=bad&TemplateBody=%ff%fe%00{}")
                        .body())
                .contains("Template format error: YAML not well-formed.");
        assertThat(post("Action=CreateStack&StackName=bad&TemplateBody=%zz").body())
                .contains("<Code>MalformedQueryString</Code>");
    }

    @Test
    void createStack_fiveHundredResourcesInARow_isMadeAndDeleted() throws Exception {
        String chain = "{\"Resources\":{" + many(500, i -> i == 0 ? "" : ",\"DependsOn\":\"A" + (i - 1) + "\"") + "}}";
        assertThat(post("Action=CreateStack&StackName=chain&TemplateBody="
                                + URLEncoder.encode(chain, StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(200);
        await("chain", "CREATE_COMPLETE");
        String id = status("chain").replaceAll("(?s).*<StackId>(.*?)</StackId>.*", "$1");
        post("Action=DeleteStack&StackName=chain");
        await(id, "DELETE_COMPLETE");
    }

    /** As many as AWS imports at once, and one more. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|Template does not contain a resource A of type T to import",
                "201|1 validation error detected: Value '[...]' at 'resourcesToImport' failed to satisfy constraint:"
                        + " Member must have length less than or equal to 200"
            })
    void createChangeSet_ofManyImports_isRefusedBeyondWhatAwsTakes(int number, String words) throws Exception {
        String targets = IntStream.rangeClosed(1, number)
                .mapToObj(i -> "&ResourcesToImport.member." + i)
                .map(member -> member + ".ResourceType=T" + member + ".LogicalResourceId=A")
                .collect(Collectors.joining());
        assertThat(post("Action=CreateChangeSet&ChangeSetType=IMPORT&StackName=bad&ChangeSetName=c&TemplateBody="
                                + URLEncoder.encode("{\"Resources\":{" + NOTHING + "}}", StandardCharsets.UTF_8)
                                + targets)
                        .body())
                .contains("<Code>ValidationError</Code>", "<Message>" + words + "</Message>");
    }

    private static void await(String stack, String status) throws Exception {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!status(stack).contains("<StackStatus>" + status + "</StackStatus>")) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not " + status + " within two minutes: " + status(stack));
            }
            Thread.sleep(50);
        }
    }

    private static String status(String stack) throws Exception {
        return post("Action=DescribeStacks&StackName=" + URLEncoder.encode(stack, StandardCharsets.UTF_8))
                .body();
    }

    private static String many(int number, java.util.function.IntFunction<String> more) {
        return IntStream.range(0, number)
                .mapToObj(i ->
                        "\"A%d\":{\"Type\":\"AWS::CloudFormation::WaitConditionHandle\"%s}".formatted(i, more.apply(i)))
                .collect(Collectors.joining(","));
    }

    private static HttpResponse<String> post(String form) throws Exception {
        var request = HttpRequest.newBuilder(emulator.endpoint())
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIDTEST/20260101/us-east-1/cloudformation/aws4_request,"
                                + " SignedHeaders=host, Signature=x")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
