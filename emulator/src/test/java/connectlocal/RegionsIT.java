package connectlocal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.http.Json;
import connectlocal.lambda.SampleProvider;
import connectlocal.shared.Admin;
import connectlocal.shared.Sdk;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudcontrol.CloudControlClient;
import software.amazon.awssdk.services.cloudcontrol.model.RequestTokenNotFoundException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.DirectoryType;
import software.amazon.awssdk.services.connect.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Regions are kept apart: which one is meant is what the signature says. */
class RegionsIT {
    private static final String SEEDED = "11111111-1111-1111-1111-111111111111";
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path directory;

    private Emulator emulator;

    @BeforeEach
    void start() throws Exception {
        emulator = Emulator.start(
                Options.onFreePort().withProviders(List.of(SampleProvider.in(directory, "Test::Sample::Type"))));
    }

    @AfterEach
    void stop() {
        emulator.close();
    }

    private <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C in(Region region, B builder) {
        return Sdk.client(emulator.endpoint(), AwsBasicCredentials.create("AKID", "secret"), region, builder);
    }

    private String madeInIreland() {
        try (var there = in(Region.EU_WEST_1, ConnectClient.builder())) {
            return there.createInstance(r -> r.instanceAlias("ireland")
                            .identityManagementType(DirectoryType.CONNECT_MANAGED)
                            .inboundCallsEnabled(true)
                            .outboundCallsEnabled(true))
                    .arn();
        }
    }

    @Test
    void connect_inAnotherRegion_hasInstancesOfItsOwn() {
        try (var here = in(Region.US_EAST_1, ConnectClient.builder());
                var there = in(Region.EU_WEST_1, ConnectClient.builder())) {
            assertThat(there.listInstances(r -> {}).instanceSummaryList()).isEmpty();
            assertThatThrownBy(() -> there.listUsers(r -> r.instanceId(SEEDED)))
                    .isInstanceOf(ResourceNotFoundException.class);
            String arn = madeInIreland();
            assertThat(arn).startsWith("arn:aws:connect:eu-west-1:123456789012:instance/");
            var shown = there.describeInstance(r -> r.instanceId(arn)).instance();
            assertThat(shown.instanceAccessUrl()).isEqualTo("https://ireland.my.connect.aws");
            assertThat(shown.serviceRole())
                    .startsWith("arn:aws:iam::123456789012:role/aws-service-role/connect.amazonaws.com/");
            assertThat(here.listInstances(r -> {}).instanceSummaryList())
                    .hasSize(3)
                    .noneMatch(i -> i.arn().equals(arn));
            assertThatThrownBy(() -> here.describeInstance(r -> r.instanceId(arn)))
                    .isInstanceOf(ResourceNotFoundException.class);
        }
    }

    @Test
    void cloudControl_inAnotherRegion_hasResourcesAndRequestsOfItsOwn() {
        String arn = madeInIreland();
        try (var here = in(Region.US_EAST_1, CloudControlClient.builder());
                var there = in(Region.EU_WEST_1, CloudControlClient.builder())) {
            assertThat(there.listResources(r -> r.typeName("AWS::Connect::Instance"))
                            .resourceDescriptions())
                    .singleElement()
                    .satisfies(found -> assertThat(found.identifier()).isEqualTo(arn));
            assertThat(here.listResources(r -> r.typeName("AWS::Connect::Instance"))
                            .resourceDescriptions())
                    .hasSize(3);
            String token = there.createResource(r -> r.typeName("AWS::Connect::HoursOfOperation")
                            .desiredState("{\"InstanceArn\":\"" + arn + "\",\"Name\":\"always\",\"TimeZone\":\"UTC\","
                                    + "\"Config\":[]}"))
                    .progressEvent()
                    .requestToken();
            assertThat(there.getResourceRequestStatus(r -> r.requestToken(token))
                            .progressEvent()
                            .identifier())
                    .startsWith(arn + "/operating-hours/");
            assertThatThrownBy(() -> here.getResourceRequestStatus(r -> r.requestToken(token)))
                    .isInstanceOf(RequestTokenNotFoundException.class);
            assertThat(here.listResourceRequests(r -> {}).resourceRequestStatusSummaries())
                    .isEmpty();
        }
    }

    @Test
    void functions_inAnotherRegion_runThere() throws Exception {
        try (var here = in(Region.US_EAST_1, LambdaClient.builder());
                var there = in(Region.EU_WEST_1, LambdaClient.builder())) {
            for (var client : List.of(here, there)) {
                var answer = client.invoke(
                        r -> r.functionName("TypeFunction").payload(SdkBytes.fromUtf8String("\"region\"")));
                var facts = Json.MAPPER.readTree(answer.payload().asUtf8String());
                String region = client == here ? "us-east-1" : "eu-west-1";
                assertThat(facts.get("arn").asText())
                        .isEqualTo("arn:aws:lambda:" + region + ":123456789012:function:test-sample-type");
                assertThat(facts.get("region").asText()).isEqualTo(region);
                assertThat(client.invoke(r -> r.functionName(facts.get("arn").asText()))
                                .functionError())
                        .isNull();
            }
        }
    }

    @Test
    void stacks_inAnotherRegion_areNotSeenHere() {
        String template = "{\"Resources\":{\"Nothing\":{\"Type\":\"AWS::CloudFormation::WaitConditionHandle\"}}}";
        try (var here = in(Region.US_EAST_1, CloudFormationClient.builder());
                var there = in(Region.EU_WEST_1, CloudFormationClient.builder())) {
            String id = there.createStack(r -> r.stackName("team").templateBody(template))
                    .stackId();
            assertThat(id).startsWith("arn:aws:cloudformation:eu-west-1:123456789012:stack/team/");
            assertThat(there.describeStacks(r -> r.stackName("team")).stacks()).hasSize(1);
            assertThatThrownBy(() -> here.describeStacks(r -> r.stackName("team")))
                    .isInstanceOf(CloudFormationException.class);
            assertThat(here.createStack(r -> r.stackName("team").templateBody(template))
                            .stackId())
                    .startsWith("arn:aws:cloudformation:us-east-1:");
        }
    }

    @Test
    void otherRegions_areShownAndReset() throws Exception {
        assertThat(get("/_emulator/state")).doesNotContain("OtherRegions");
        madeInIreland();
        var state = Json.MAPPER.readTree(get("/_emulator/state"));
        assertThat(state.get("Instances")).hasSize(3);
        assertThat(state.at("/OtherRegions/eu-west-1/Instances")).hasSize(1);
        assertThat(get("/_emulator/health")).contains("\"regions\":[\"us-east-1\",\"eu-west-1\"]");
        Admin.reset(emulator);
        assertThat(get("/_emulator/state")).doesNotContain("OtherRegions");
        try (var there = in(Region.EU_WEST_1, ConnectClient.builder())) {
            assertThat(there.listInstances(r -> {}).instanceSummaryList()).isEmpty();
        }
    }

    @Test
    void requests_unsignedOrForNoRegion_areForTheSeeds() throws Exception {
        assertThat(get("/instance")).contains(SEEDED);
        try (var local = in(Region.of("local"), ConnectClient.builder())) {
            assertThat(local.listInstances(r -> {}).instanceSummaryList()).hasSize(3);
        }
    }

    /** Found by attack: each region costs memory and threads. */
    @Test
    void regions_madeUpWithoutEnd_areRefusedAtSomePoint() {
        try (var here = in(Region.US_EAST_1, ConnectClient.builder())) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 60; i++) {
                            try (var next = in(Region.of("xx-west-" + i), ConnectClient.builder())) {
                                next.listInstances(r -> {});
                            }
                        }
                    })
                    .hasMessageContaining("Credential should be scoped to a valid region");
            assertThat(here.listInstances(r -> {}).instanceSummaryList()).hasSize(3);
        }
    }

    /** A picture on a stranger's page may have this address; what is presigned is of a region that somebody uses. */
    @Test
    void url_alone_opensNoRegion_butReachesOneInUse() throws Exception {
        String url = "/instance?X-Amz-Credential=a/20260101/eu-west-1/connect/aws4_request";
        var refused = send(url);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.headers().firstValue("x-amzn-errortype")).contains("InvalidSignatureException");
        assertThat(refused.body()).contains("eu-west-1 is not in use here");
        assertThat(get("/_emulator/health")).contains("\"regions\":[\"us-east-1\"]");
        assertThat(get(url.replace("eu-west-1", "us-east-1"))).contains(SEEDED);
        String arn = madeInIreland();
        assertThat(get(url)).contains(arn);
    }

    private HttpResponse<String> send(String path) throws Exception {
        URI uri = emulator.endpoint().resolve(path);
        var request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String get(String path) throws Exception {
        return send(path).body();
    }
}
