package software.amazon.connect.user.entry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.json.JSONObject;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.Credentials;
import software.amazon.cloudformation.proxy.LoggerProxy;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;
import software.amazon.connect.user.BaseHandler;
import software.amazon.connect.user.CallbackContext;
import software.amazon.connect.user.CreateHandler;
import software.amazon.connect.user.DeleteHandler;
import software.amazon.connect.user.ListHandler;
import software.amazon.connect.user.ReadHandler;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.UpdateHandler;
import software.amazon.connect.user.api.ConnectApi;
import software.amazon.connect.user.api.SdkConnect;

/**
 * Answers one request of each action from the memory of a Connect that is not there: every class of the path from the
 * request's JSON over both clients to the answer's JSON is loaded and run once, nothing is sent.
 */
public final class Priming {
    private static final String INSTANCE = "arn:aws:connect:us-east-1:000000000000:instance/priming";
    private static final String NAMED = """
      {"UserArn": "%s/agent/priming"}""".formatted(INSTANCE);
    private static final String NEW = """
      {"InstanceArn": "%1$s", "Username": "priming", "RoutingProfileArn": "%1$s/routing-profile/r",
       "SecurityProfileArns": ["%1$s/security-profile/s"], "Tags": [{"Key": "k", "Value": "v"}],
       "IdentityInfo": {"FirstName": "f"},
       "PhoneConfig": {"PhoneType": "SOFT_PHONE", "AutoAccept": false}}""".formatted(INSTANCE);
    /** As it is shown already: an update that changes something would wait until the change is shown. */
    private static final String UNCHANGED = """
      {"UserArn": "%1$s/agent/priming", "InstanceArn": "%1$s", "Username": "priming",
       "RoutingProfileArn": "%1$s/routing-profile/r", "SecurityProfileArns": ["%1$s/security-profile/s"],
       "Tags": [{"Key": "k", "Value": "v"}], "IdentityInfo": {"FirstName": "f"},
       "PhoneConfig": {"PhoneType": "SOFT_PHONE", "AutoAccept": false},
       "AutoAcceptConfigs": [{"Channel": "VOICE", "AutoAccept": true}],
       "UserProficiencies": [{"AttributeName": "n", "AttributeValue": "v", "Level": 1.0}]}""".formatted(INSTANCE);

    private static final String REQUEST = """
      {"action": "%s", "awsAccountId": "000000000000", "region": "us-east-1", "resourceType": "AWS::Connect::User",
       "bearerToken": "priming", "requestData": {"logicalResourceId": "priming", "resourceProperties": %s}}
      """;
    private static final String ANSWER = """
      {"User": {"Username": "priming", "RoutingProfileId": "r", "SecurityProfileIds": ["s"], "Tags": {"k": "v"},
         "IdentityInfo": {"FirstName": "f"}, "PhoneConfig": {"PhoneType": "SOFT_PHONE", "AutoAccept": false},
         "AutoAcceptConfigs": [{"Channel": "VOICE", "AutoAccept": true}], "LastModifiedTime": 0},
       "UserProficiencyList": [{"AttributeName": "n", "AttributeValue": "v", "Level": 1.0}],
       "UserSummaryList": [{"Id": "priming", "Username": "priming"}],
       "UserId": "priming", "UserArn": "%s/agent/priming"}
      """.formatted(INSTANCE);

    private Priming() {}

    /**
     * Runs one request of each action. Whatever goes wrong will go wrong again at the first request, and be reported
     * there.
     *
     * @param read turns a request's JSON into what a handler gets
     * @param write turns an answer into JSON
     */
    public static void run(Reader read, Writer write) {
        try {
            SdkConnect.shared();
            ConnectApi absent = new SdkConnect(new AbsentConnect());
            AmazonWebServicesClientProxy proxy = new AmazonWebServicesClientProxy(
                    new LoggerProxy(), new Credentials("priming", "priming", "priming"), () -> 0L);
            answer(Action.READ, NAMED, new ReadHandler(absent), proxy, read, write);
            answer(Action.CREATE, NEW, new CreateHandler(absent), proxy, read, write);
            answer(Action.UPDATE, UNCHANGED, new UpdateHandler(absent), proxy, read, write);
            answer(Action.LIST, NEW, new ListHandler(absent), proxy, read, write);
            answer(Action.DELETE, NAMED, new DeleteHandler(absent), proxy, read, write);
        } catch (IOException | RuntimeException e) {
            // Only the head start is lost.
        }
    }

    private static void answer(
            Action action,
            String properties,
            BaseHandler<CallbackContext> handler,
            AmazonWebServicesClientProxy proxy,
            Reader read,
            Writer write)
            throws IOException {
        JSONObject request = new JSONObject(REQUEST.formatted(action, properties));
        write.accept(handler.handleRequest(proxy, read.apply(request), null, new LoggerProxy()));
    }

    /** From a request's JSON. */
    @FunctionalInterface
    public interface Reader {
        ResourceHandlerRequest<ResourceModel> apply(JSONObject request) throws IOException;
    }

    /** To an answer's JSON. */
    @FunctionalInterface
    public interface Writer {
        void accept(Object answer) throws IOException;
    }

    /** Answers everything with the same words. */
    private static final class AbsentConnect implements SdkHttpClient {
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
                            .responseBody(AbortableInputStream.create(
                                    new ByteArrayInputStream(ANSWER.getBytes(StandardCharsets.UTF_8))))
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
