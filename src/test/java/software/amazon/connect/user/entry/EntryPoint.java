package software.amazon.connect.user.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;
import software.amazon.connect.user.CallbackContext;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.Rig;
import software.amazon.connect.user.TypeConfigurationModel;
import software.amazon.connect.user.support.Event;
import software.amazon.connect.user.support.LambdaContext;
import software.amazon.connect.user.support.Samples;

/** The entry point with a Connect in memory behind it: whole requests, JSON in and JSON out. */
final class EntryPoint {
    Rig rig = new Rig();
    private final StringBuilder log = new StringBuilder();
    private final UserHandlerWrapper wrapper = new OnFake();

    private final class OnFake extends UserHandlerWrapper {
        @Override
        public ProgressEvent<ResourceModel, CallbackContext> invokeHandler(
                AmazonWebServicesClientProxy proxy,
                ResourceHandlerRequest<ResourceModel> request,
                Action action,
                CallbackContext context,
                TypeConfigurationModel configuration) {
            return rig.handler(action).handleRequest(proxy, request, context, loggerProxy);
        }
    }

    /** Puts another Connect behind it, without users: the process of a function outlives what it is asked for. */
    void forget() {
        rig = new Rig();
        log.setLength(0);
    }

    /** The answer to one event. */
    JsonNode answer(ObjectNode event) throws IOException {
        return answer(event.toString());
    }

    /** The same; neither it nor the log has the password of the samples. */
    JsonNode answer(String event) throws IOException {
        var output = new ByteArrayOutputStream();
        wrapper.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                output,
                new LambdaContext(line -> log.append(line).append('\n')));
        String json = output.toString(StandardCharsets.UTF_8);
        assertThat(json).doesNotContain(Samples.PASSWORD);
        assertThat(log).doesNotContain(Samples.PASSWORD);
        return Event.JSON.readTree(json);
    }

    /** The last answer of an operation, handed back to the handler as CloudFormation does until there is an end. */
    JsonNode end(ObjectNode event) throws IOException {
        JsonNode answer = answer(event);
        while ("IN_PROGRESS".equals(answer.at("/status").asText())) {
            event.set("callbackContext", answer.get("callbackContext"));
            ((ObjectNode) event.get("requestData")).set("resourceProperties", answer.get("resourceModel"));
            answer = answer(event);
        }
        return answer;
    }

    /** A plain user as a request has it. */
    static ObjectNode plain() {
        return Event.properties(Samples.plain());
    }
}
