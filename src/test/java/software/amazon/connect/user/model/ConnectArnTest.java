package software.amazon.connect.user.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.connect.user.support.FakeConnect;

class ConnectArnTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:connect:us-east-1:123456789012:instance/i/agent/a",
                "arn:aws-us-gov:connect:us-gov-west-1:123456789012:instance/i/agent/a",
                "arn:aws-cn:connect:cn-north-1:123456789012:instance/i/agent/a"
            })
    void of_anyPartition_isTakenApartAndPutTogetherAgain(String text) {
        ConnectArn arn = ConnectArn.of(ConnectArn.USER, "UserArn", text);
        assertThat(arn).hasToString(text);
        assertThat(arn.instanceId()).isEqualTo("i");
        assertThat(arn.id()).isEqualTo("a");
        assertThat(arn.sibling("agent-group", "g")).isEqualTo(text.replace("/agent/a", "/agent-group/g"));
        assertThat(arn.sibling("agent-group", null)).isNull();
        assertThat(ConnectArn.instance("InstanceArn", arn.instanceArn())).hasToString(text.replace("/agent/a", ""));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "a",
                "arn:aws:connect:us-east-1:123456789012:instance/i",
                "arn:aws:connect:us-east-1:123456789012:instance/",
                "arn:aws:connect:us-east-1:1234:instance/i/agent/a",
                "arn:aws:iam:us-east-1:123456789012:instance/i/agent/a",
                "arn:aws:connect:us-east-1:123456789012:instance/i/agent/",
                "arn:aws:connect:us-east-1:123456789012:instance//agent/a",
                "arn:aws:connect:us-east-1:123456789012:instance/i/agent/a/b",
                "arn:aws:connect:us-east-1:123456789012:instance/i/queue/a",
                "arn:aws:connect:us-east-1:123456789012:instance/i/agent/a\n"
            })
    void of_anythingElse_isInvalidRequestThatNamesThePropertyAndTheForm(String text) {
        assertThatThrownBy(() -> ConnectArn.of(ConnectArn.USER, "UserArn", text))
                .isInstanceOfSatisfying(ConnectFailure.class, failure -> assertThat(failure.code())
                        .isEqualTo(HandlerErrorCode.InvalidRequest))
                .hasMessageContaining("UserArn")
                .hasMessageContaining("instance/ID/agent/ID");
    }

    @Test
    void instance_arnOfAUser_isInvalidRequest() {
        assertThatThrownBy(() -> ConnectArn.instance("InstanceArn", FakeConnect.INSTANCE + "/agent/a"))
                .isInstanceOf(ConnectFailure.class)
                .hasMessageContaining("InstanceArn");
    }

    @Test
    void sameInstance_replicaInAnotherRegion_isTheSame() {
        ConnectArn one = ConnectArn.instance("InstanceArn", FakeConnect.INSTANCE);
        assertThat(one.sameInstance(otherwise("us-east-1", "us-west-2"))).isTrue();
        assertThat(one.sameInstance(otherwise("1234567", "7654321"))).isFalse();
        assertThat(one.sameInstance(otherwise("1111-1111", "2"))).isFalse();
    }

    private static ConnectArn otherwise(String part, String other) {
        return ConnectArn.instance("InstanceArn", FakeConnect.INSTANCE.replace(part, other));
    }
}
