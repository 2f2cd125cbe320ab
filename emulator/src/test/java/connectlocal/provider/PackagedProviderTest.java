package connectlocal.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.AwsError;
import connectlocal.http.Json;
import connectlocal.lambda.Invocation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PackagedProviderTest {
    private static final int AT_MOST = 128;

    @TempDir
    private Path directory;

    private final CountDownLatch open = new CountDownLatch(1);
    private final CountDownLatch waiting = new CountDownLatch(AT_MOST);

    @Test
    @Timeout(60)
    void read_veryManyWait_isThrottledAtOnceUntilTheyAreAnswered() throws Exception {
        String schema = "{\"typeName\":\"Test::Shelf::Book\","
                + "\"properties\":{\"Id\":{}},\"primaryIdentifier\":[\"/properties/Id\"],"
                + "\"handlers\":{\"read\":{}}}";
        var type = ResourceType.load(Files.writeString(directory.resolve("type.json"), schema));
        var provider = new PackagedProvider(type, () -> this::invoke, "123456789012", "us-east-1", Patience.standard());
        ObjectNode model = Json.MAPPER.createObjectNode().put("Id", "1");
        var threads = Executors.newFixedThreadPool(AT_MOST);
        var reads = new ArrayList<Future<Outcome>>();
        try {
            for (int i = 0; i < AT_MOST; i++) {
                reads.add(threads.submit(() -> provider.read(model)));
            }
            assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(() -> provider.read(model))
                    .isInstanceOfSatisfying(
                            AwsError.class, e -> assertThat(e.code()).isEqualTo("ThrottlingException"));
            open.countDown();
            for (var read : reads) {
                assertThat(read.get(30, TimeUnit.SECONDS).succeeded()).isTrue();
            }
            assertThat(provider.read(model).succeeded()).isTrue();
        } finally {
            open.countDown();
            threads.shutdownNow();
        }
    }

    private Invocation invoke(byte[] event, Duration limit) {
        waiting.countDown();
        try {
            open.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String answer = "{\"status\":\"SUCCESS\",\"resourceModel\":{\"Id\":\"1\"}}";
        return new Invocation(answer.getBytes(StandardCharsets.UTF_8), null, "");
    }
}
