package connectlocal.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.Emulator;
import connectlocal.Options;
import connectlocal.http.Json;
import connectlocal.shared.Sdk;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;

/** An emulator with the sample function, and a real client to call it. */
abstract class LambdaCalls {
    @TempDir
    Path directory;

    Emulator emulator;
    private LambdaClient lambda;

    @AfterEach
    void stop() {
        lambda.close();
        emulator.close();
    }

    void start(RuntimeClient client, int concurrency) throws Exception {
        var settings = new Functions.Settings(client, concurrency, false);
        var provider = SampleProvider.in(directory, "Test::Sample::Type");
        start(Options.onFreePort().withFunctions(settings).withProviders(List.of(provider)));
    }

    void start(Options options) throws Exception {
        emulator = Emulator.start(options);
        lambda = Sdk.client(emulator.endpoint(), LambdaClient.builder());
    }

    InvokeResponse invoke(String function, String payload) {
        return lambda.invoke(
                r -> r.functionName(function).logType(LogType.TAIL).payload(SdkBytes.fromUtf8String(payload)));
    }

    static JsonNode json(InvokeResponse answer) throws Exception {
        return Json.MAPPER.readTree(answer.payload().asUtf8String());
    }

    static long pid(InvokeResponse answer) throws Exception {
        return json(answer).get("pid").asLong();
    }

    static String log(InvokeResponse answer) {
        return new String(Base64.getDecoder().decode(answer.logResult()), java.nio.charset.StandardCharsets.UTF_8);
    }

    LambdaClient lambda() {
        return lambda;
    }
}
