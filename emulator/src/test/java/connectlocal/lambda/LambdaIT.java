package connectlocal.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.Emulator;
import connectlocal.Options;
import connectlocal.http.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

class LambdaIT {
  @TempDir private Path directory;
  private Emulator emulator;
  private LambdaClient lambda;

  @AfterEach
  void stop() {
    lambda.close();
    emulator.close();
  }

  @ParameterizedTest
  @EnumSource(RuntimeClient.class)
  void invoke_event_reachesTheHandlerInAPrivateProcess(RuntimeClient client) throws Exception {
    start(client, 1);
    JsonNode facts = json(invoke("TypeFunction", "\"hello\""));
    assertThat(facts.get("event").asText()).isEqualTo("hello");
    assertThat(facts.get("pid").asLong()).isNotEqualTo(ProcessHandle.current().pid());
    assertThat(facts.get("stdin").asInt()).isEqualTo(-1);
    assertThat(facts.get("remaining").asInt()).isBetween(50_000, 60_000);
    assertThat(facts.get("arn").asText()).endsWith(":function:test-sample-type");
    assertThat(facts.get("endpoint").asText()).isEqualTo(emulator.endpoint().toString());
    assertThat(Path.of(facts.get("tmpdir").asText())).isNotEqualTo(Path.of(System.getProperty("java.io.tmpdir"))).isDirectory();
    assertThat(facts.get("environment").asText().split(" "))
        .contains("PATH", "HOME", "AWS_REGION", "AWS_LAMBDA_FUNCTION_NAME", "AWS_SESSION_TOKEN")
        .allMatch(n -> n.matches("PATH|HOME|LANG|TZ|LAMBDA_TASK_ROOT|_.*|AWS_.*"));
  }

  @ParameterizedTest
  @EnumSource(RuntimeClient.class)
  void invoke_twice_reusesTheProcess(RuntimeClient client) throws Exception {
    start(client, 4);
    assertThat(pid(invoke("TypeFunction", "1"))).isEqualTo(pid(invoke("test-sample-type", "2")));
  }

  @ParameterizedTest
  @EnumSource(RuntimeClient.class)
  void invoke_handlerThrows_isUnhandledWithTypeAndMessage(RuntimeClient client) throws Exception {
    start(client, 1);
    InvokeResponse answer = invoke("TypeFunction", "\"throw\"");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.functionError()).isEqualTo("Unhandled");
    assertThat(json(answer).get("errorMessage").asText()).isEqualTo("as \"asked\"");
    assertThat(json(answer).get("errorType").asText()).isEqualTo("java.lang.IllegalStateException");
    assertThat(invoke("TypeFunction", "1").functionError()).isNull();
  }

  @ParameterizedTest
  @EnumSource(RuntimeClient.class)
  void invoke_handlerErrors_nextInvocationIsServed(RuntimeClient client) throws Exception {
    start(client, 1);
    InvokeResponse answer = invoke("TypeFunction", "\"error\"");
    assertThat(answer.functionError()).isEqualTo("Unhandled");
    assertThat(json(answer).get("errorType").asText()).isEqualTo("java.lang.OutOfMemoryError");
    for (int i = 0; i < 5; i++) {
      assertThat(invoke("TypeFunction", "1").functionError()).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource(RuntimeClient.class)
  void invoke_processExits_isExitErrorAndANewProcessFollows(RuntimeClient client) throws Exception {
    start(client, 1);
    long before = pid(invoke("TypeFunction", "1"));
    InvokeResponse answer = invoke("TypeFunction", "\"exit\"");
    assertThat(answer.functionError()).isEqualTo("Unhandled");
    assertThat(json(answer).get("errorType").asText()).isEqualTo("Runtime.ExitError");
    assertThat(json(answer).get("errorMessage").asText()).contains("exit status 7");
    assertThat(log(answer)).contains("about to exit");
    assertThat(pid(invoke("TypeFunction", "1"))).isNotEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(RuntimeClient.class)
  void invoke_withTail_returnsWhatWasPrinted(RuntimeClient client) throws Exception {
    start(client, 1);
    assertThat(log(invoke("TypeFunction", "\"print\"")))
        .contains("START RequestId", "on standard output, ä", "on standard error", "by the logger", "REPORT RequestId");
    assertThat(log(invoke("TypeFunction", "1"))).doesNotContain("on standard output");
  }

  @Test
  void invoke_idleProcessKilled_isNotNoticedByTheCaller() throws Exception {
    start(RuntimeClient.ofThisMachine(), 1);
    long pid = pid(invoke("TypeFunction", "1"));
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    InvokeResponse answer = invoke("TypeFunction", "2");
    assertThat(answer.functionError()).isNull();
    assertThat(pid(answer)).isNotEqualTo(pid);
  }

  @Test
  void invoke_tooSlow_isTimedOutAndTheProcessIsKilled() throws Exception {
    var settings = new Functions.Settings(RuntimeClient.ofThisMachine(), 1, false);
    start(RuntimeClient.ofThisMachine(), 1);
    try (var functions =
        new Functions(List.of(SampleProvider.in(directory, "Test::Slow::Type")), settings, "123456789012", "us-east-1", emulator::endpoint)) {
      var answer = functions.invoke("TypeFunction", "\"sleep 20000\"".getBytes(), Duration.ofMillis(500));
      assertThat(answer.functionError()).isEqualTo("Unhandled");
      assertThat(new String(answer.payload())).contains("Sandbox.Timedout", "Task timed out after 0.50 seconds");
      assertThat(functions.invoke("TypeFunction", "1".getBytes(), Functions.TIMEOUT).functionError()).isNull();
    }
  }

  @Test
  void invoke_moreThanConcurrency_queuesAndAnswersAll() throws Exception {
    start(RuntimeClient.ofThisMachine(), 2);
    var threads = Executors.newFixedThreadPool(6);
    try {
      var work = new ArrayList<Callable<Long>>();
      for (int i = 0; i < 12; i++) {
        work.add(() -> pid(invoke("TypeFunction", "\"sleep 100\"")));
      }
      Set<Long> pids = new HashSet<>();
      for (Future<Long> answer : threads.invokeAll(work)) {
        pids.add(answer.get());
      }
      assertThat(pids).hasSize(2);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void invoke_byAnyFormOfName_findsTheFunction() throws Exception {
    start(RuntimeClient.ofThisMachine(), 1);
    for (String name :
        List.of(
            "test-sample-type:$LATEST",
            "arn:aws:lambda:us-east-1:123456789012:function:test-sample-type",
            "arn:aws:lambda:us-east-1:123456789012:function:test-sample-type:live",
            "123456789012:function:TypeFunction")) {
      assertThat(invoke(name, "1").functionError()).as(name).isNull();
    }
    assertThat(invoke("TestEntrypoint", "{}").payload().asUtf8String()).isEqualTo("\"tested\"");
    assertThat(invoke("test-sample-type-test", "{}").payload().asUtf8String()).isEqualTo("\"tested\"");
  }

  @Test
  void invoke_unknownFunction_listsTheFunctions() throws Exception {
    start(RuntimeClient.ofThisMachine(), 1);
    assertThatThrownBy(() -> invoke("nothing", "1"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("TypeFunction")
        .hasMessageContaining("test-sample-type");
  }

  @Test
  void invoke_withoutProvider_saysHowToGiveOne() throws Exception {
    start(Options.onFreePort());
    assertThatThrownBy(() -> invoke("TypeFunction", "1"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("--provider JAR --schema FILE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "not json", "1 2"})
  void invoke_payloadNotJson_isRefused(String payload) throws Exception {
    start(RuntimeClient.ofThisMachine(), 1);
    assertThatThrownBy(() -> invoke("TypeFunction", payload)).isInstanceOf(InvalidRequestContentException.class);
  }

  @Test
  void invoke_eventAndDryRun_doNotWait() throws Exception {
    start(RuntimeClient.ofThisMachine(), 1);
    var dry = lambda.invoke(r -> r.functionName("TypeFunction").invocationType(InvocationType.DRY_RUN));
    assertThat(dry.statusCode()).isEqualTo(204);
    var event =
        lambda.invoke(
            r -> r.functionName("TypeFunction").invocationType(InvocationType.EVENT).payload(SdkBytes.fromUtf8String("\"litter\"")));
    assertThat(event.statusCode()).isEqualTo(202);
    // The one process takes events in turn, so when the next is answered, the first is done.
    JsonNode facts = json(invoke("TypeFunction", "1"));
    for (int i = 0; i < 100 && !Files.exists(Path.of(facts.get("tmpdir").asText(), "litter")); i++) {
      Thread.sleep(50);
    }
    assertThat(Path.of(facts.get("tmpdir").asText(), "litter")).exists();
  }

  @ParameterizedTest
  @EnumSource(RuntimeClient.class)
  void invoke_handlerClassMissing_namesIt(RuntimeClient client) throws Exception {
    var settings = new Functions.Settings(client, 1, false);
    start(Options.onFreePort().withFunctions(settings).withProviders(List.of(SampleProvider.in(directory, "Test::Sample::Type", "no.such.Handler"))));
    InvokeResponse answer = invoke("TypeFunction", "1");
    assertThat(answer.functionError()).isEqualTo("Unhandled");
    assertThat(answer.payload().asUtf8String()).contains("no.such.Handler");
  }

  @Test
  void close_endsChildrenAndDeletesTheirDirectories() throws Exception {
    start(RuntimeClient.ofThisMachine(), 1);
    JsonNode facts = json(invoke("TypeFunction", "1"));
    var child = ProcessHandle.of(facts.get("pid").asLong()).orElseThrow();
    emulator.close();
    assertThat(child.isAlive()).isFalse();
    assertThat(Path.of(facts.get("tmpdir").asText())).doesNotExist();
    assertThat(Path.of(facts.get("tmpdir").asText()).getParent().getParent()).doesNotExist();
  }

  @Test
  void processes_ofTwoChildren_haveTmpdirsOfTheirOwn() throws Exception {
    start(RuntimeClient.ofThisMachine(), 2);
    var threads = Executors.newFixedThreadPool(2);
    try {
      Callable<JsonNode> work = () -> json(invoke("TypeFunction", "\"sleep 1000\""));
      var answers = threads.invokeAll(List.of(work, work));
      assertThat(answers.get(0).get().get("tmpdir")).isNotEqualTo(answers.get(1).get().get("tmpdir"));
    } finally {
      threads.shutdownNow();
    }
  }

  private void start(RuntimeClient client, int concurrency) throws Exception {
    var settings = new Functions.Settings(client, concurrency, false);
    var provider = SampleProvider.in(directory, "Test::Sample::Type");
    start(Options.onFreePort().withFunctions(settings).withProviders(List.of(provider)));
  }

  private void start(Options options) throws Exception {
    emulator = Emulator.start(options);
    lambda =
        LambdaClient.builder()
            .endpointOverride(emulator.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  private InvokeResponse invoke(String function, String payload) {
    return lambda.invoke(r -> r.functionName(function).logType(LogType.TAIL).payload(SdkBytes.fromUtf8String(payload)));
  }

  private static JsonNode json(InvokeResponse answer) throws Exception {
    return Json.MAPPER.readTree(answer.payload().asUtf8String());
  }

  private static long pid(InvokeResponse answer) throws Exception {
    return json(answer).get("pid").asLong();
  }

  private static String log(InvokeResponse answer) {
    return new String(Base64.getDecoder().decode(answer.logResult()), java.nio.charset.StandardCharsets.UTF_8);
  }
}
