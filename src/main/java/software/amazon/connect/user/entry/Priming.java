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
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.Credentials;
import software.amazon.cloudformation.proxy.LoggerProxy;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;
import software.amazon.connect.user.ReadHandler;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.api.ConnectApi;
import software.amazon.connect.user.api.SdkConnect;

/**
 * Answers one read from the memory of a Connect that is not there: every class of the path from the request's JSON over
 * both clients to the answer's JSON is loaded and run once, nothing is sent.
 */
public final class Priming {
    private static final String REQUEST = """
      {"action": "READ", "awsAccountId": "000000000000", "region": "us-east-1", "resourceType": "AWS::Connect::User",
       "bearerToken": "priming", "requestData": {"logicalResourceId": "priming", "resourceProperties":
         {"UserArn": "arn:aws:connect:us-east-1:000000000000:instance/priming/agent/priming"}}}
      """;
    private static final String ANSWER = """
      {"User": {"Username": "priming", "RoutingProfileId": "r", "SecurityProfileIds": ["s"], "Tags": {"k": "v"},
         "IdentityInfo": {"FirstName": "f"}, "PhoneConfig": {"PhoneType": "SOFT_PHONE", "AutoAccept": false},
         "AutoAcceptConfigs": [{"Channel": "VOICE", "AutoAccept": true}], "LastModifiedTime": 0},
       "UserProficiencyList": [{"AttributeName": "n", "AttributeValue": "v", "Level": 1.0}]}
      """;

    private Priming() {}

    /**
     * Runs the read. Whatever goes wrong will go wrong again at the first request, and be reported there.
     *
     * @param read turns a request's JSON into what a handler gets
     * @param write turns an answer into JSON
     */
    public static void run(Reader read, Writer write) {
        try {
            new JSONObject(REQUEST);
            SdkConnect.shared();
            ConnectApi absent = new SdkConnect(new AbsentConnect());
            AmazonWebServicesClientProxy proxy = new AmazonWebServicesClientProxy(
                    new LoggerProxy(), new Credentials("priming", "priming", "priming"), () -> 0L);
            ReadHandler handler = new ReadHandler(absent);
            write.accept(handler.handleRequest(proxy, read.apply(REQUEST), null, new LoggerProxy()));
        } catch (IOException | RuntimeException e) {
            // Only the head start is lost.
        }
    }

    /** From a request's JSON. */
    @FunctionalInterface
    public interface Reader {
        ResourceHandlerRequest<ResourceModel> apply(String json) throws IOException;
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
