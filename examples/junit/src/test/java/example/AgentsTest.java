package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import connectlocal.junit.ConnectLocal;
import connectlocal.junit.LocalAws;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.waiters.CloudFormationWaiter;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.UserSummary;

/** A template with an agent, deployed by the SDK, and what that did to Amazon Connect. */
@ConnectLocal(seed = "centre.yaml")
class AgentsTest {
    private static final String INSTANCE = "11111111-1111-1111-1111-111111111111";
    private static final String INSTANCE_ARN = "arn:aws:connect:eu-central-1:123456789012:instance/" + INSTANCE;

    @Test
    void deployed_theAgentIsThere(CloudFormationClient stacks, ConnectClient connect) throws IOException {
        deploy(stacks);
        var users = connect.listUsers(r -> r.instanceId(INSTANCE)).userSummaryList();
        assertEquals(List.of("ada.lovelace"), users.stream().map(UserSummary::username).toList());
    }

    @Test
    void deployedWhileConnectThrottles_askedAgainUntilItIsDone(CloudFormationClient stacks, LocalAws aws)
            throws IOException {
        aws.fault("""
                {"service": "connect", "operation": "CreateUser", "kind": "throttle", "times": "2"}
                """);
        deploy(stacks);
        assertEquals(3, aws.callsOf("CreateUser").size());
    }

    @Test
    void everyTest_beginsWithTheSeed(ConnectClient connect, LocalAws aws) {
        assertTrue(aws.calls().isEmpty());
        assertTrue(connect.listUsers(r -> r.instanceId(INSTANCE)).userSummaryList().isEmpty());
    }

    private static void deploy(CloudFormationClient stacks) throws IOException {
        try (var template = AgentsTest.class.getResourceAsStream("/agent.yaml")) {
            String body = new String(template.readAllBytes(), StandardCharsets.UTF_8);
            stacks.createStack(r -> r.stackName("agents")
                    .templateBody(body)
                    .parameters(Parameter.builder()
                            .parameterKey("InstanceArn")
                            .parameterValue(INSTANCE_ARN)
                            .build()));
        }
        // Looks more often than the SDK's own waiter, which waits for 30 seconds between two looks.
        var often = BackoffStrategy.fixedDelayWithoutJitter(Duration.ofMillis(200));
        CloudFormationWaiter.builder()
                .client(stacks)
                .overrideConfiguration(c -> c.backoffStrategyV2(often).maxAttempts(300))
                .build()
                .waitUntilStackCreateComplete(r -> r.stackName("agents"));
    }
}
