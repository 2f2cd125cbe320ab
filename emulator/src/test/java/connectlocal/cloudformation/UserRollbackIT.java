package connectlocal.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.Emulator;
import connectlocal.Options;
import connectlocal.lambda.Provider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.DeploymentMode;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.PhoneType;
import software.amazon.awssdk.services.connect.model.User;
import software.amazon.awssdk.services.connect.model.UserProficiency;

/** What stacks of Connect users take back when they fail, and what they find changed or living already. */
class UserRollbackIT {
    private static final String ID = "11111111-1111-1111-1111-111111111111";
    private static final String INSTANCE = "arn:aws:connect:us-east-1:123456789012:instance/" + ID;
    private static final String ROUTING = "22222222-2222-2222-2222-222222222222";
    private static final String SECURITY = "33333333-3333-3333-3333-333333333333";
    private static Emulator emulator;
    private static CloudFormationClient stacks;
    private static ConnectClient connect;

    @BeforeAll
    static void start() throws Exception {
        Path root = Path.of("..").toAbsolutePath().normalize();
        Provider provider = Provider.ofRepository(root)
                .orElseThrow(() -> new AssertionError("no provider jar; run mvn package in " + root));
        emulator = Emulator.start(Options.onFreePort().withProviders(List.of(provider)));
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDTEST", "test"));
        stacks = CloudFormationClient.builder()
                .endpointOverride(emulator.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(90)))
                .build();
        connect = ConnectClient.builder()
                .endpointOverride(emulator.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @AfterAll
    static void stop() {
        stacks.close();
        connect.close();
        emulator.close();
    }

    @Test
    void create_oneOfTenIsTaken_leavesNothingButTheOther() {
        hire("ten-5");
        String ten = IntStream.range(0, 10)
                .mapToObj(i -> user("T" + i, "ten-" + i, ""))
                .collect(Collectors.joining());
        stacks.createStack(r -> r.stackName("ten").templateBody("Resources:\n" + ten));
        assertThat(end("ten").stackStatusAsString()).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(names()).filteredOn(name -> name.startsWith("ten-")).containsExactly("ten-5");
    }

    @Test
    void update_thatFails_putsProficienciesTagsAndListsBack() {
        String before = user("B", "bea", """
              Tags: [{Key: team, Value: blue}]
              UserProficiencies: [{AttributeName: Language, AttributeValue: English, Level: 2}]
        """);
        stacks.createStack(r -> r.stackName("back").templateBody("Resources:\n" + before));
        assertThat(end("back").stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
        User was = described("bea");
        hire("in-the-way");
        String after = user("B", "bea", """
              Tags: [{Key: team, Value: red}, {Key: new, Value: x}]
              UserProficiencies: [{AttributeName: Language, AttributeValue: German, Level: 4}]
        """).replace("FirstName: F", "FirstName: Changed");
        String failing = user("C", "in-the-way", "").replace("Type: AWS", "DependsOn: B\n    Type: AWS");
        stacks.updateStack(r -> r.stackName("back").templateBody("Resources:\n" + after + failing));
        assertThat(end("back").stackStatusAsString()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        User now = described("bea");
        assertThat(now.tags()).isEqualTo(was.tags()).containsEntry("team", "blue");
        assertThat(now.identityInfo()).isEqualTo(was.identityInfo());
        assertThat(languages("bea")).containsExactly("English 2.0");
        assertThat(names()).contains("in-the-way");
        assertThat(stacks.describeStackEvents(r -> r.stackName("back")).stackEvents().stream()
                        .map(e -> e.logicalResourceId() + " " + e.resourceStatusAsString()))
                .containsSubsequence("B UPDATE_COMPLETE", "C CREATE_FAILED", "B UPDATE_COMPLETE");
    }

    @Test
    void revertDrift_supervisorChangedAUser_isSeenAndUndone() throws Exception {
        String body = "Resources:\n" + user("D", "dora", """
              UserProficiencies: [{AttributeName: Language, AttributeValue: English, Level: 2}]
        """);
        stacks.createStack(r -> r.stackName("drift").templateBody(body));
        assertThat(end("drift").stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
        connect.updateUserIdentityInfo(
                r -> r.instanceId(ID).userId(described("dora").id()).identityInfo(i -> i.firstName("Changed")
                        .lastName("L")));
        stacks.createChangeSet(r -> r.stackName("drift")
                .changeSetName("c")
                .usePreviousTemplate(true)
                .deploymentMode(DeploymentMode.REVERT_DRIFT));
        stacks.waiter()
                .waitUntilChangeSetCreateComplete(
                        r -> r.stackName("drift").changeSetName("c"),
                        o -> o.backoffStrategyV2(attempt -> Duration.ofMillis(100)));
        var set = stacks.describeChangeSet(
                r -> r.stackName("drift").changeSetName("c").includePropertyValues(true));
        assertThat(set.stackDriftStatusAsString()).isEqualTo("DRIFTED");
        var change = set.changes().get(0).resourceChange();
        assertThat(change.details()).singleElement().satisfies(detail -> {
            assertThat(detail.target().path()).isEqualTo("/Properties/IdentityInfo");
            assertThat(detail.target().drift().actualValue()).contains("\"Changed\"");
        });
        assertThat(change.toString()).doesNotContain("Secret123456");
        stacks.executeChangeSet(r -> r.stackName("drift").changeSetName("c"));
        assertThat(end("drift").stackStatusAsString()).isEqualTo("UPDATE_COMPLETE");
        assertThat(described("dora").identityInfo().firstName()).isEqualTo("F");
        assertThat(languages("dora")).containsExactly("English 2.0");
    }

    @Test
    void importExisting_userByInstanceAndName_joinsTheStack() {
        hire("erin");
        String id = described("erin").id();
        connect.associateUserProficiencies(r -> r.instanceId(ID)
                .userId(id)
                .userProficiencies(UserProficiency.builder()
                        .attributeName("Language")
                        .attributeValue("English")
                        .level(3f)
                        .build()));
        String body = "Resources:\n"
                + user("E", "erin", "").replace("Type: AWS", "DeletionPolicy: RetainExceptOnCreate\n    Type: AWS");
        stacks.createChangeSet(r -> r.stackName("adopt")
                .changeSetName("c")
                .changeSetType(ChangeSetType.CREATE)
                .importExistingResources(true)
                .templateBody(body));
        stacks.waiter()
                .waitUntilChangeSetCreateComplete(
                        r -> r.stackName("adopt").changeSetName("c"),
                        o -> o.backoffStrategyV2(attempt -> Duration.ofMillis(100)));
        var change = stacks.describeChangeSet(r -> r.stackName("adopt").changeSetName("c"))
                .changes()
                .get(0)
                .resourceChange();
        assertThat(change.actionAsString() + " " + change.physicalResourceId())
                .isEqualTo("Import " + INSTANCE + "/agent/" + id);
        stacks.executeChangeSet(r -> r.stackName("adopt").changeSetName("c"));
        assertThat(end("adopt").stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
        assertThat(described("erin").id()).isEqualTo(id);
        assertThat(described("erin").identityInfo().firstName()).isEqualTo("F");
        assertThat(languages("erin")).containsExactly("English 3.0");
    }

    private static void hire(String name) {
        connect.createUser(r -> r.instanceId(ID)
                .username(name)
                .password("Secret123456")
                .routingProfileId(ROUTING)
                .securityProfileIds(SECURITY)
                .identityInfo(i -> i.firstName("Hand").lastName("Made"))
                .phoneConfig(p -> p.phoneType(PhoneType.SOFT_PHONE)));
    }

    private static List<String> names() {
        return connect.listUsersPaginator(r -> r.instanceId(ID)).userSummaryList().stream()
                .map(u -> u.username())
                .sorted()
                .toList();
    }

    private static User described(String name) {
        String id = connect.listUsersPaginator(r -> r.instanceId(ID)).userSummaryList().stream()
                .filter(u -> u.username().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
        return connect.describeUser(r -> r.instanceId(ID).userId(id)).user();
    }

    private static List<String> languages(String name) {
        String id = described(name).id();
        return connect.listUserProficiencies(r -> r.instanceId(ID).userId(id)).userProficiencyList().stream()
                .map(p -> p.attributeValue() + " " + p.level())
                .toList();
    }

    private static Stack end(String name) {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (true) {
            Stack stack = stacks.describeStacks(r -> r.stackName(name)).stacks().get(0);
            if (!stack.stackStatusAsString().endsWith("_IN_PROGRESS")) {
                return stack;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("still " + stack.stackStatusAsString() + " after two minutes");
            }
            Thread.onSpinWait();
        }
    }

    /** @param more further properties, indented by six */
    private static String user(String id, String name, String more) {
        return """
          %s:
            Type: AWS::Connect::User
            Properties:
              InstanceArn: %s
              Username: %s
              Password: Secret123456
              RoutingProfileArn: %s/routing-profile/%s
              SecurityProfileArns: [%s/security-profile/%s]
              IdentityInfo: {FirstName: F, LastName: L}
              PhoneConfig: {PhoneType: SOFT_PHONE}
        """.formatted(id, INSTANCE, name, INSTANCE, ROUTING, INSTANCE, SECURITY) + more;
    }
}
