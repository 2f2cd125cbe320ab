package connectlocal.connect;

import static connectlocal.connect.Connect.AGENT;
import static connectlocal.connect.Connect.BERLIN;
import static connectlocal.connect.Connect.DEMO;
import static connectlocal.connect.Connect.INSTANCE_ARN;
import static connectlocal.connect.Connect.MANAGER;
import static connectlocal.connect.Connect.OTHER_ROUTING;
import static connectlocal.connect.Connect.ROUTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import connectlocal.Emulator;
import connectlocal.Options;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.ConnectException;
import software.amazon.awssdk.services.connect.model.CreateUserRequest;
import software.amazon.awssdk.services.connect.model.DirectoryType;
import software.amazon.awssdk.services.connect.model.DuplicateResourceException;
import software.amazon.awssdk.services.connect.model.InstanceSummary;
import software.amazon.awssdk.services.connect.model.InvalidParameterException;
import software.amazon.awssdk.services.connect.model.InvalidRequestException;
import software.amazon.awssdk.services.connect.model.LimitExceededException;
import software.amazon.awssdk.services.connect.model.PhoneType;
import software.amazon.awssdk.services.connect.model.ResourceNotFoundException;
import software.amazon.awssdk.services.connect.model.StringComparisonType;
import software.amazon.awssdk.services.connect.model.User;
import software.amazon.awssdk.services.connect.model.UserProficiency;
import software.amazon.awssdk.services.connect.model.UserProficiencyDisassociate;
import software.amazon.awssdk.services.connect.model.UserSearchSummary;
import software.amazon.awssdk.services.connect.model.UserSummary;

/** The whole API with the AWS SDK for Java, over HTTP: what the SDK sends is understood, what it gets back it reads. */
@Documented("API model, as the SDK has it")
@Timeout(60)
class ConnectSdkIT {
    private Emulator emulator;
    private ConnectClient connect;

    @BeforeEach
    void start() throws Exception {
        emulator = Emulator.start(Options.onFreePort().withBehaviours(Map.of("users-per-instance", "30")));
        connect = ConnectClient.builder()
                .endpointOverride(emulator.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")))
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(10)))
                .overrideConfiguration(c -> c.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    @AfterEach
    void stop() {
        connect.close();
        emulator.close();
    }

    private String create(String username, Consumer<CreateUserRequest.Builder> more) {
        return connect.createUser(r -> r.instanceId(DEMO)
                        .username(username)
                        .password("Password123")
                        .routingProfileId(ROUTING)
                        .securityProfileIds(AGENT)
                        .applyMutation(more))
                .userId();
    }

    private String create(String username) {
        return create(username, r -> {});
    }

    private User describe(String id) {
        return connect.describeUser(r -> r.instanceId(DEMO).userId(id)).user();
    }

    @Test
    void createAndDescribe_byIdAndByArn_giveWhatWasSent() {
        String id = create("ada", r -> r.instanceId(INSTANCE_ARN)
                .identityInfo(i ->
                        i.firstName("Ada").lastName("L").email("a@example.com").mobile("+4912"))
                .phoneConfig(p -> p.phoneType(PhoneType.DESK_PHONE)
                        .deskPhoneNumber("+4912")
                        .autoAccept(true))
                .hierarchyGroupId(BERLIN)
                .tags(Map.of("team", "blue")));
        User user = connect.describeUser(r -> r.instanceId(INSTANCE_ARN).userId(INSTANCE_ARN + "/agent/" + id))
                .user();
        assertThat(user.arn()).isEqualTo(INSTANCE_ARN + "/agent/" + id);
        assertThat(user.identityInfo().mobile()).isEqualTo("+4912");
        assertThat(user.phoneConfig().autoAccept()).isTrue();
        assertThat(user.phoneConfig().afterContactWorkTimeLimit()).isZero();
        assertThat(user.hierarchyGroupId()).isEqualTo(BERLIN);
        assertThat(user.tags()).containsEntry("team", "blue");
        assertThat(user.lastModifiedTime())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    }

    @Test
    void updates_allOfThem_takeEffect() {
        String id = create("ada", r -> r.hierarchyGroupId(BERLIN));
        connect.updateUserIdentityInfo(r -> r.instanceId(DEMO).userId(id).identityInfo(i -> i.firstName("Eva")));
        connect.updateUserPhoneConfig(r -> r.instanceId(DEMO).userId(id).phoneConfig(p -> p.phoneType("SOFT_PHONE")
                .afterContactWorkTimeLimit(5)));
        connect.updateUserRoutingProfile(r -> r.instanceId(DEMO).userId(id).routingProfileId(OTHER_ROUTING));
        connect.updateUserSecurityProfiles(r -> r.instanceId(DEMO).userId(id).securityProfileIds(AGENT, MANAGER));
        connect.updateUserHierarchy(r -> r.instanceId(DEMO).userId(id));

        User user = describe(id);
        assertThat(user.identityInfo().firstName()).isEqualTo("Eva");
        assertThat(user.phoneConfig().afterContactWorkTimeLimit()).isEqualTo(5);
        assertThat(user.routingProfileId()).isEqualTo(OTHER_ROUTING);
        assertThat(user.securityProfileIds()).containsExactly(AGENT, MANAGER);
        assertThat(user.hierarchyGroupId()).isNull();
    }

    @Test
    void proficiencies_associateUpdateListDisassociate() {
        String id = create("ada");
        UserProficiency english = proficiency("English", 3f);
        connect.associateUserProficiencies(
                r -> r.instanceId(DEMO).userId(id).userProficiencies(english, proficiency("German", 5f)));
        connect.updateUserProficiencies(
                r -> r.instanceId(DEMO).userId(id).userProficiencies(proficiency("English", 4.5f)));
        connect.disassociateUserProficiencies(r -> r.instanceId(DEMO)
                .userId(id)
                .userProficiencies(UserProficiencyDisassociate.builder()
                        .attributeName("Language")
                        .attributeValue("German")
                        .build()));
        assertThat(connect.listUserProficienciesPaginator(
                                r -> r.instanceId(DEMO).userId(id))
                        .userProficiencyList())
                .containsExactly(proficiency("English", 4.5f));
    }

    private static UserProficiency proficiency(String value, float level) {
        return UserProficiency.builder()
                .attributeName("Language")
                .attributeValue(value)
                .level(level)
                .build();
    }

    @Test
    void tags_addListRemove() {
        String arn = describe(create("ada")).arn();
        connect.tagResource(r -> r.resourceArn(arn).tags(Map.of("a", "1", "b c", "2 é")));
        connect.untagResource(r -> r.resourceArn(arn).tagKeys("a", "x"));
        assertThat(connect.listTagsForResource(r -> r.resourceArn(arn)).tags()).isEqualTo(Map.of("b c", "2 é"));
    }

    @Test
    void listAndSearch_paginators_walkThroughAll() {
        for (int i = 0; i < 25; i++) {
            create("user" + i);
        }
        assertThat(connect.listUsersPaginator(r -> r.instanceId(DEMO).maxResults(10))
                        .userSummaryList())
                .extracting(UserSummary::username)
                .hasSize(25)
                .doesNotHaveDuplicates();
        assertThat(connect.searchUsersPaginator(r -> r.instanceId(DEMO)
                                .maxResults(4)
                                .searchCriteria(c -> c.stringCondition(s -> s.fieldName("Username")
                                        .value("user1")
                                        .comparisonType(StringComparisonType.STARTS_WITH))))
                        .users())
                .extracting(UserSearchSummary::username)
                .hasSize(11);
        assertThatThrownBy(() -> connect.listUsers(r -> r.instanceId(DEMO).nextToken("garbage")))
                .isInstanceOfSatisfying(
                        ConnectException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidToken"));
    }

    @Test
    void instancesAndWhatTheyHold_areDescribed() {
        assertThat(connect.listInstancesPaginator(r -> r.maxResults(1)).instanceSummaryList())
                .extracting(InstanceSummary::identityManagementType)
                .containsExactly(DirectoryType.CONNECT_MANAGED, DirectoryType.SAML, DirectoryType.EXISTING_DIRECTORY);
        assertThat(connect.describeInstance(r -> r.instanceId(DEMO)).instance().instanceAlias())
                .isEqualTo("demo");
        assertThat(connect.describeRoutingProfile(r -> r.instanceId(DEMO).routingProfileId(ROUTING))
                        .routingProfile()
                        .name())
                .isEqualTo("Basic Routing Profile");
        assertThat(connect.listSecurityProfilesPaginator(r -> r.instanceId(DEMO).maxResults(5))
                        .securityProfileSummaryList())
                .hasSize(12);
        var group = connect.describeUserHierarchyGroup(r -> r.instanceId(DEMO).hierarchyGroupId(BERLIN))
                .hierarchyGroup();
        assertThat(group.hierarchyPath().levelOne().name()).isEqualTo("Berlin");
    }

    @Test
    void refusals_comeAsTheSdksOwnTypes() {
        String id = create("ada");
        var duplicate = catchThrowableOfType(DuplicateResourceException.class, () -> create("ada"));
        assertThat(duplicate.statusCode()).isEqualTo(409);
        assertThat(duplicate.awsErrorDetails().errorMessage())
                .isEqualTo("The user ada is already associated with the Amazon Connect instance " + DEMO);
        assertThatThrownBy(() -> create("bob", r -> r.password("short"))).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> create("bob", r -> r.instanceId(Connect.SAML)))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> create("bob", r -> r.routingProfileId("none")))
                .isInstanceOf(ResourceNotFoundException.class);
        connect.deleteUser(r -> r.instanceId(DEMO).userId(id));
        assertThatThrownBy(() -> connect.deleteUser(r -> r.instanceId(DEMO).userId(id)))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThat(create("ada")).isNotEqualTo(id);
    }

    @Test
    void createUser_instanceFull_isLimitExceeded429() {
        for (int i = 0; i < 30; i++) {
            create("user" + i);
        }
        var limit = catchThrowableOfType(LimitExceededException.class, () -> create("one-more"));
        assertThat(limit.statusCode()).isEqualTo(429);
        assertThat(limit.awsErrorDetails().errorCode()).isEqualTo("LimitExceededException");
    }
}
