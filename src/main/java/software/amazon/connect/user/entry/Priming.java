package software.amazon.connect.user.entry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.FileUtils;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.loggers.LogPublisher;
import software.amazon.cloudformation.resource.SchemaValidator;
import software.amazon.connect.user.api.SharedConnect;

/**
 * Answers one request of each action from the memory of a Connect that is not there: every class of the path from the
 * request's JSON through the framework and both clients to the answer's JSON is loaded and run once, nothing is sent.
 * It is an entry point of its own, so that nothing of it is left in the one that requests come to.
 */
final class Priming extends UserHandlerWrapper {
    private static final String INSTANCE = "arn:aws:connect:us-east-1:000000000000:instance/priming";
    private static final String NAMED = """
      {"UserArn": "%s/agent/priming"}""".formatted(INSTANCE);
    private static final String NEW = """
      {"InstanceArn": "%1$s", "Username": "priming", "RoutingProfileArn": "%1$s/routing-profile/r",
       "SecurityProfileArns": ["%1$s/security-profile/s"], "Tags": [{"Key": "k", "Value": "v"}],
       "IdentityInfo": {"FirstName": "f"},
       "PhoneConfig": {"PhoneType": "SOFT_PHONE", "AutoAccept": false}}""".formatted(INSTANCE);
    /** Everything otherwise than it is shown, so that an update makes its calls; none of it will be shown. */
    private static final String CHANGED = """
      {"UserArn": "%1$s/agent/priming", "InstanceArn": "%1$s", "Username": "priming",
       "RoutingProfileArn": "%1$s/routing-profile/s", "SecurityProfileArns": ["%1$s/security-profile/t"],
       "HierarchyGroupArn": "%1$s/agent-group/g", "Tags": [{"Key": "k", "Value": "w"}],
       "IdentityInfo": {"FirstName": "g"}, "PhoneConfig": {"PhoneType": "DESK_PHONE", "DeskPhoneNumber": "+15550100"},
       "AutoAcceptConfigs": [{"Channel": "VOICE", "AutoAccept": false}],
       "UserProficiencies": [{"AttributeName": "n", "AttributeValue": "v", "Level": 2.0},
         {"AttributeName": "n", "AttributeValue": "w", "Level": 1.0}]}""".formatted(INSTANCE);

    private static final String REQUEST = """
      {"action": "%s", "awsAccountId": "000000000000", "region": "us-east-1", "resourceType": "AWS::Connect::User",
       "bearerToken": "priming", "requestData": {
       "callerCredentials": {"accessKeyId": "priming", "secretAccessKey": "priming", "sessionToken": "priming"},
       "logicalResourceId": "priming", "resourceProperties": %s}}
      """;
    private static final String ANSWER = """
      {"User": {"Username": "priming", "RoutingProfileId": "r", "SecurityProfileIds": ["s"], "Tags": {"k": "v"},
         "IdentityInfo": {"FirstName": "f"}, "PhoneConfig": {"PhoneType": "SOFT_PHONE", "AutoAccept": false},
         "AutoAcceptConfigs": [{"Channel": "VOICE", "AutoAccept": true}],
         "AfterContactWorkConfigs": [
           {"Channel": "VOICE", "AfterContactWorkConfig": {"AfterContactWorkTimeLimit": 0}}],
         "LastModifiedTime": 0},
       "UserProficiencyList": [{"AttributeName": "n", "AttributeValue": "v", "Level": 1.0},
         {"AttributeName": "n", "AttributeValue": "x", "Level": 1.0}],
       "UserSummaryList": [{"Id": "priming", "Username": "priming"}],
       "UserId": "priming", "UserArn": "%s/agent/priming"}
      """.formatted(INSTANCE);

    private Priming(SchemaValidator validator) {
        super(validator);
        platformLogPublisher = new LogPublisher() {
            @Override
            protected void publishMessage(String message) {
                // Nobody has asked for anything yet.
            }
        };
    }

    /**
     * Runs one request of each action. Whatever goes wrong will go wrong again at the first request, and be reported
     * there; only the head start is lost.
     *
     * @param validator the one that requests will be checked by
     * @return the answers
     */
    static List<String> run(SchemaValidator validator) {
        List<String> answers = new ArrayList<>();
        try {
            Priming entry = new Priming(validator);
            SharedConnect.answeredBy(new AbsentConnect(ANSWER), () -> {
                answers.add(entry.answer(Action.READ, NAMED));
                answers.add(entry.answer(Action.CREATE, NEW));
                answers.add(entry.answer(Action.UPDATE, CHANGED));
                clearAway();
                answers.add(entry.answer(Action.LIST, NEW));
                answers.add(entry.answer(Action.DELETE, NAMED));
            });
            FirstConnection.of(HTTP_CLIENT, System::getenv);
        } catch (IOException | RuntimeException e) {
            // See above.
        }
        return answers;
    }

    /**
     * What starting up has left is collected now. The JVM would do so when the heap's first room is full, and when as
     * much memory is taken by classes as it starts with, which is about what this process needs: both at the first
     * request, and that would wait for them.
     */
    private static void clearAway() {
        System.gc();
    }

    private String answer(Action action, String properties) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] request = REQUEST.formatted(action, properties).getBytes(StandardCharsets.UTF_8);
        try {
            processRequest(new ByteArrayInputStream(request), answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    /** A request has the temporary directory emptied. What lies there before the first one is left alone. */
    @Override
    protected void scrubFiles() {
        File empty = new File(FileUtils.getTempDirectory(), "priming");
        if (empty.mkdir()) {
            try {
                FileUtils.cleanDirectory(empty);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                empty.delete();
            }
        }
    }

    /** A Connect that is not there: it answers everything with the same words, from memory. */
    private static final class AbsentConnect implements SdkHttpClient {
        private final byte[] words;

        AbsentConnect(String words) {
            this.words = words.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    return HttpExecuteResponse.builder()
                            .response(SdkHttpResponse.builder()
                                    .statusCode(200)
                                    .putHeader("Content-Type", "application/json")
                                    .build())
                            .responseBody(AbortableInputStream.create(new ByteArrayInputStream(words)))
                            .build();
                }

                @Override
                public void abort() {
                    // Nothing is under way.
                }
            };
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
