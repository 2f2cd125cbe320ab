package connectlocal.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.shared.PackagedEmulator;
import connectlocal.shared.Shared;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Stacks that make a user beside what it refers to, where Connect knows of that a little later. */
@ExtendWith(Shared.class)
class NewcomersIT {
    private static final int LATE_MILLIS = 1_000;

    private static final String TEMPLATE = """
            Resources:
              Group:
                Type: AWS::Connect::UserHierarchyGroup
                Properties: {InstanceArn: %1$s, Name: Night shift}
              Profile:
                Type: AWS::Connect::SecurityProfile
                Properties: {InstanceArn: %1$s, SecurityProfileName: Night shift}
              Agent:
                Type: AWS::Connect::User
                Properties:
                  InstanceArn: %1$s
                  Username: newcomer
                  Password: Secret123456
                  RoutingProfileArn: %1$s/routing-profile/%2$s
                  SecurityProfileArns: [!GetAtt Profile.SecurityProfileArn]
                  HierarchyGroupArn: !GetAtt Group.UserHierarchyGroupArn
                  IdentityInfo: {FirstName: F, LastName: L}
                  PhoneConfig: {PhoneType: SOFT_PHONE}
                  UserProficiencies: [{AttributeName: Language, AttributeValue: English, Level: 3}]
                  Tags: [{Key: Shift, Value: Night}]
            """.formatted(ContactCentre.INSTANCE, ContactCentre.ROUTING);

    private final PackagedEmulator emulator;
    private final ContactCentre centre;

    NewcomersIT(PackagedEmulator emulator) {
        this.emulator = emulator;
        this.centre = new ContactCentre(emulator);
    }

    private void turn(String switches) throws Exception {
        var turned = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(emulator.endpoint().resolve("/_emulator/switches"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(switches))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(turned.statusCode()).as(turned.body()).isEqualTo(200);
    }

    @Test
    void stack_ofAUserAndWhatItRefersTo_isMadeAndDeleted() throws Exception {
        turn("{\"late-references-ms\": %d, \"stale-reads-ms\": %d}".formatted(LATE_MILLIS, LATE_MILLIS));
        emulator.stacks().createStack(r -> r.stackName("night").templateBody(TEMPLATE));
        assertThat(centre.end("night").stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
        assertThat(centre.described("newcomer").tags()).containsEntry("Shift", "Night");
        assertThat(centre.languages("newcomer")).containsExactly("English 3.0");
        emulator.stacks().deleteStack(r -> r.stackName("night"));
        emulator.stacks()
                .waiter()
                .waitUntilStackDeleteComplete(
                        r -> r.stackName("night"), o -> o.backoffStrategyV2(attempt -> Duration.ofMillis(100)));
        assertThat(centre.names()).isEmpty();
    }
}
