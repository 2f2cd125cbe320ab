package connectlocal;

import static connectlocal.shared.Await.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With --state a reset is whole, in whatever moment the emulator is killed. */
class KeptResetTest extends WithKeptEmulator {
    private static final String USERS = "/users/11111111-1111-1111-1111-111111111111";
    private static final String USER = "{\"Username\":\"kept-user\",\"Password\":\"Password123\","
            + "\"RoutingProfileId\":\"22222222-2222-2222-2222-222222222222\","
            + "\"SecurityProfileIds\":[\"33333333-3333-3333-3333-333333333333\"]}";
    private static final String TEMPLATE =
            "{\"Resources\":{\"A\":{\"Type\":\"AWS::CloudFormation::WaitConditionHandle\"}}}";

    private String send(String region, String service, String method, String path, String body) throws Exception {
        return new String(
                kept.send(region, service, method, path, body.getBytes(UTF_8)).body(), UTF_8);
    }

    private void fill() throws Exception {
        kept.form("CreateStack", "StackName", "kept-stack", "TemplateBody", TEMPLATE);
        until(() -> kept.form("DescribeStacks").contains("CREATE_COMPLETE"));
        for (String region : List.of(KeptEmulator.HOME, KeptEmulator.AWAY)) {
            send(region, "s3", "PUT", "/kept-bucket", "");
        }
        send(KeptEmulator.HOME, "connect", "PUT", USERS, USER);
        kept.send(
                KeptEmulator.HOME,
                "ssm",
                "POST",
                "/",
                "{\"Name\":\"/kept\",\"Value\":\"v\"}".getBytes(UTF_8),
                "X-Amz-Target",
                "AmazonSSM.PutParameter");
    }

    /** Which of the things are there. */
    private List<String> there() throws Exception {
        var there = new ArrayList<String>();
        String parameters = new String(
                kept.send(
                                KeptEmulator.HOME,
                                "ssm",
                                "POST",
                                "/",
                                "{\"Name\":\"/kept\"}".getBytes(UTF_8),
                                "X-Amz-Target",
                                "AmazonSSM.GetParameter")
                        .body(),
                UTF_8);
        add(there, "stack", kept.form("DescribeStacks").contains("kept-stack"));
        add(there, "bucket", send(KeptEmulator.HOME, "s3", "GET", "/", "").contains("kept-bucket"));
        add(there, "bucket away", send(KeptEmulator.AWAY, "s3", "GET", "/", "").contains("kept-bucket"));
        add(
                there,
                "user",
                send(KeptEmulator.HOME, "connect", "GET", USERS.replace("users", "users-summary"), "")
                        .contains("kept-user"));
        add(there, "parameter", parameters.contains("\"Value\""));
        return there;
    }

    private static void add(List<String> there, String thing, boolean is) {
        if (is) {
            there.add(thing);
        }
    }

    @Test
    void reset_brokenOffBehindAnyOfItsRecords_isWholeOrNothing() throws Exception {
        fill();
        List<String> all = List.of("stack", "bucket", "bucket away", "user", "parameter");
        assertThat(there()).isEqualTo(all);
        String before = kept.written();
        kept.reset();
        assertThat(there()).isEmpty();
        String after = kept.written();
        assertThat(after).startsWith(before);
        kept.killed(before);
        assertThat(there()).isEqualTo(all);
        int records = 0;
        for (int end = after.indexOf('\n', before.length()); end >= 0; end = after.indexOf('\n', end + 1)) {
            kept.killed(after.substring(0, end + 1));
            assertThat(there()).as("behind record %d of the reset", ++records).isEmpty();
        }
        assertThat(records).isPositive();
    }
}
