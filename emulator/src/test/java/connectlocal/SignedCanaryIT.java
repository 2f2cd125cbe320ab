package connectlocal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Keys, tokens, objects, parameters and events of functions have secrets, and only who may read one is shown it. */
class SignedCanaryIT {
    private static final AwsCredentials KEY =
            AwsBasicCredentials.create("AKIDCANARY000001", Canary.WORD + "/Key+of=mine");

    private final Canary canary = new Canary();

    @TempDir
    private Path directory;

    private EmulatorProcess emulator;
    private SignedHttp http;

    @Test
    void secrets_ofAllServices_areShownToNobodyElse() throws Exception {
        Path keys = Files.createDirectories(directory.resolve("in")).resolve("keys.yaml");
        Files.writeString(keys, KEY.accessKeyId() + ": " + KEY.secretAccessKey() + "\n");
        Path said = directory.resolve("said");
        String state = directory.resolve("state").toString();
        try (var running = new EmulatorProcess(
                said, "--verbose", "--concurrency", "1", "--auth", keys.toString(), "--state", state)) {
            emulator = running;
            http = new SignedHttp(running.endpoint);
            sessions();
            objects();
            parameters();
            invocations();
            canary.sawPages(emulator);
            canary.sawProcesses(emulator);
            canary.sawFiles(directory.resolve("state"));
            canary.sawFiles(Path.of(System.getProperty("java.io.tmpdir")));
        }
        canary.saw("standard error", Files.readString(said));
        canary.assertThatNoPlaceHasIt();
    }

    /** What STS issues is shown in its answer, and never again: neither in an address that is signed with it. */
    private void sessions() throws Exception {
        String role =
                "Action=AssumeRole&Version=2011-06-15&RoleSessionName=me&RoleArn=arn:aws:iam::123456789012:role/r";
        String issued = text(send(KEY, "sts", "POST", "/", role));
        var session = AwsSessionCredentials.create(
                between(issued, "AccessKeyId"), between(issued, "SecretAccessKey"), between(issued, "SessionToken"));
        canary.watch(session.secretAccessKey());
        canary.watch(session.sessionToken());
        String asked = "/?Action=GetCallerIdentity&Version=2011-06-15";
        assertThat(saw("identity", send(session, "sts", "GET", asked, ""))).contains("assumed-role/r/me");
        HttpResponse<String> answer = http.sendPresigned(session, "sts", asked);
        assertThat(answer.uri().getQuery()).contains("X-Amz-Security-Token");
        assertThat(saw("presigned", answer)).contains("assumed-role/r/me");
        var liar = AwsBasicCredentials.create(KEY.accessKeyId(), Canary.WORD + "Guessed");
        for (String service : List.of("sts", "s3", "ssm", "lambda", "connect", "cloudformation")) {
            HttpResponse<String> refused = send(liar, service, "GET", "/?Action=ListStacks", "");
            assertThat(refused.statusCode()).as(service).isBetween(400, 403);
            saw("refused by " + service, refused);
        }
    }

    private void objects() throws Exception {
        send(KEY, "s3", "PUT", "/mine", "");
        String secret = Canary.WORD + "Object";
        assertThat(send(KEY, "s3", "PUT", "/mine/first", secret).statusCode()).isEqualTo(200);
        assertThat(text(send(KEY, "s3", "GET", "/mine/first", ""))).isEqualTo(secret);
        struck("s3", "PutObject", "garbage", () -> saw("put", send(KEY, "s3", "PUT", "/mine/second", secret)));
        saw("wrong digest", send(KEY, "s3", "PUT", "/mine/third", secret, "Content-MD5", "AAAAAAAAAAAAAAAAAAAAAA=="));
        assertThat(saw("list", send(KEY, "s3", "GET", "/mine?list-type=2", ""))).contains("first");
        saw("head", send(KEY, "s3", "HEAD", "/mine/first", ""));
    }

    private void parameters() throws Exception {
        String named = "{\"Name\":\"/agent/password\"";
        String secret = named + ",\"Type\":\"SecureString\",\"Value\":\"" + Canary.WORD + "Secure\"";
        assertThat(saw("put parameter", ssm("PutParameter", secret + "}"))).contains("Version");
        assertThat(saw("again", ssm("PutParameter", secret + "}"))).contains("ParameterAlreadyExists");
        struck("ssm", "PutParameter", "access-denied", () -> {
            saw("denied", ssm("PutParameter", secret + ",\"Overwrite\":true}"));
        });
        saw("invalid", ssm("PutParameter", secret + ",\"Tier\":7}"));
        assertThat(saw("encrypted", ssm("GetParameter", named + "}"))).contains("SecureString");
        assertThat(text(ssm("GetParameter", named + ",\"WithDecryption\":true}")))
                .contains(Canary.WORD);
    }

    private HttpResponse<String> ssm(String operation, String body) throws Exception {
        return send(
                KEY,
                "ssm",
                "POST",
                "/",
                body,
                "X-Amz-Target",
                "AmazonSSM." + operation,
                "Content-Type",
                "application/x-amz-json-1.1");
    }

    /** The tail of a function's log says what the handler did, not what it was given. */
    private void invocations() throws Exception {
        for (String fault : List.of("", "crash-after", "time-out")) {
            String event = """
                {"action":"CREATE","awsAccountId":"123456789012","bearerToken":"t","region":"us-east-1",
                 "resourceType":"AWS::Connect::User","resourceTypeVersion":"1.0","stackId":"s","callbackContext":null,
                 "requestData":{"callerCredentials":{"accessKeyId":"%s","secretAccessKey":"%s","sessionToken":""},
                   "logicalResourceId":"A","resourceProperties":%s,"stackTags":{},"systemTags":{}}}""".formatted(
                            KEY.accessKeyId(),
                            KEY.secretAccessKey(),
                            EmulatorProcess.model("invoked" + fault, Canary.WORD + "Event"));
            Canary.Work invoke = () -> {
                HttpResponse<String> answer = send(
                        KEY,
                        "lambda",
                        "POST",
                        "/2015-03-31/functions/TypeFunction/invocations",
                        event,
                        "X-Amz-Log-Type",
                        "Tail");
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                saw("invoke " + fault, answer);
                String tail = answer.headers().firstValue("X-Amz-Log-Result").orElseThrow();
                String log = new String(Base64.getDecoder().decode(tail), UTF_8);
                assertThat(canary.saw("tail " + fault, log)).contains("RequestId");
            };
            if (fault.isEmpty()) {
                invoke.run();
            } else {
                struck("lambda", "CREATE", fault, invoke);
            }
        }
        assertThat(emulator.send("GET", "/_emulator/state", "")).contains("\"invoked\"", "\"invokedcrash-after\"");
    }

    private void struck(String service, String operation, String kind, Canary.Work work) throws Exception {
        canary.struck(emulator, Map.of("service", service, "operation", operation, "kind", kind), work);
    }

    /** What an answer has in its headers, too. */
    private String saw(String place, HttpResponse<String> answer) {
        return canary.saw(place, answer.headers().map() + "\n" + answer.body());
    }

    private static String text(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String between(String answer, String element) {
        return answer.replaceAll("(?s)^.*<" + element + ">([^<]+)</" + element + ">.*$", "$1");
    }

    private HttpResponse<String> send(
            AwsCredentials who, String service, String method, String path, String body, String... headers)
            throws Exception {
        return http.send(who, service, method, path, body, headers);
    }
}
