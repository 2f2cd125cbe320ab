package connectlocal.cloudformation;

import connectlocal.Emulator;
import connectlocal.Options;
import connectlocal.lambda.Provider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.PhoneType;
import software.amazon.awssdk.services.connect.model.User;

/** An emulator with the packaged provider, and AWS's own clients of its stacks and of its users. */
final class ContactCentre implements AutoCloseable {
    static final String ID = "11111111-1111-1111-1111-111111111111";
    static final String INSTANCE = "arn:aws:connect:us-east-1:123456789012:instance/" + ID;
    static final String ROUTING = "22222222-2222-2222-2222-222222222222";
    static final String SECURITY = "33333333-3333-3333-3333-333333333333";
    final CloudFormationClient stacks;
    final ConnectClient connect;
    private final Emulator emulator;

    ContactCentre() throws Exception {
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

    @Override
    public void close() {
        stacks.close();
        connect.close();
        emulator.close();
    }

    void hire(String name) {
        connect.createUser(r -> r.instanceId(ID)
                .username(name)
                .password("Secret123456")
                .routingProfileId(ROUTING)
                .securityProfileIds(SECURITY)
                .identityInfo(i -> i.firstName("Hand").lastName("Made"))
                .phoneConfig(p -> p.phoneType(PhoneType.SOFT_PHONE)));
    }

    List<String> names() {
        return connect.listUsersPaginator(r -> r.instanceId(ID)).userSummaryList().stream()
                .map(u -> u.username())
                .sorted()
                .toList();
    }

    User described(String name) {
        String id = connect.listUsersPaginator(r -> r.instanceId(ID)).userSummaryList().stream()
                .filter(u -> u.username().equals(name))
                .findFirst()
                .orElseThrow()
                .id();
        return connect.describeUser(r -> r.instanceId(ID).userId(id)).user();
    }

    List<String> languages(String name) {
        String id = described(name).id();
        return connect.listUserProficiencies(r -> r.instanceId(ID).userId(id)).userProficiencyList().stream()
                .map(p -> p.attributeValue() + " " + p.level())
                .toList();
    }

    Stack end(String name) {
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
    static String user(String id, String name, String more) {
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
