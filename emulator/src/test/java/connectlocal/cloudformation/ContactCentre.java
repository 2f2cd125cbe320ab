package connectlocal.cloudformation;

import connectlocal.shared.PackagedEmulator;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.PhoneType;
import software.amazon.awssdk.services.connect.model.User;

/** The users of an emulator with the packaged provider, as its stacks and its Connect show them. */
final class ContactCentre {
    static final String ID = "11111111-1111-1111-1111-111111111111";
    static final String INSTANCE = "arn:aws:connect:us-east-1:123456789012:instance/" + ID;
    static final String ROUTING = "22222222-2222-2222-2222-222222222222";
    static final String SECURITY = "33333333-3333-3333-3333-333333333333";
    final CloudFormationClient stacks;
    final ConnectClient connect;

    ContactCentre(PackagedEmulator emulator) {
        stacks = emulator.stacks();
        connect = emulator.connect();
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
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
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
