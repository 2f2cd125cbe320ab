package connectlocal.cloudcontrol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import connectlocal.lambda.Invocation;
import connectlocal.provider.Action;
import connectlocal.provider.HandlerRequest;
import connectlocal.provider.PackagedProvider;
import connectlocal.provider.Patience;
import connectlocal.provider.ResourceProvider;
import connectlocal.provider.ResourceType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Requests of a type whose handler answers when the test lets it; a test makes {@link #requests} as it wants them. */
abstract class RequestsRig {
    private static final String SCHEMA =
            "{\"typeName\":\"Test::Shelf::Book\",\"properties\":{\"Id\":{}},\"primaryIdentifier\":[\"/properties/Id\"],"
                    + "\"handlers\":{\"create\":{}}}";

    @TempDir
    private Path directory;

    /** Opened by the test: until then the handler is at work. */
    final CountDownLatch open = new CountDownLatch(1);
    /** Open once the handler has been asked. */
    final CountDownLatch entered = new CountDownLatch(1);

    private ResourceProvider provider;
    Requests requests;

    @BeforeEach
    void loadType() throws Exception {
        ResourceType type = ResourceType.load(Files.writeString(directory.resolve("type.json"), SCHEMA));
        provider = new PackagedProvider(type, () -> this::invoke, "123456789012", "us-east-1", Patience.standard());
    }

    @AfterEach
    void stop() {
        open.countDown();
        requests.close();
    }

    ResourceRequest accept(String token) {
        ObjectNode desired = Json.MAPPER.createObjectNode().put("Title", token);
        return requests.accept(
                provider,
                Change.CREATE,
                null,
                HandlerRequest.of(Action.CREATE, token, desired),
                Optional.empty(),
                requests.resets());
    }

    /** What the handler answers once it may. */
    abstract Invocation answer(byte[] event);

    private Invocation invoke(byte[] event, Duration limit) {
        entered.countDown();
        try {
            open.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return answer(event);
    }
}
