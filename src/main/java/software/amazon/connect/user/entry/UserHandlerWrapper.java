package software.amazon.connect.user.entry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.everit.json.schema.Schema;
import org.everit.json.schema.loader.SchemaLoader;
import org.json.JSONObject;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.HandlerRequest;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;
import software.amazon.cloudformation.resource.SchemaValidator;
import software.amazon.cloudformation.resource.Validator;
import software.amazon.cloudformation.resource.exceptions.ValidationException;
import software.amazon.connect.user.CallbackContext;
import software.amazon.connect.user.HandlerWrapper;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.TypeConfigurationModel;

/**
 * The entry point: the generated wrapper, ready before the first request and without the work that it does for every
 * answer.
 */
public class UserHandlerWrapper extends HandlerWrapper {

    private static final InstantSource CLOCK = InstantSource.system();

    private final BatchedLog log = new BatchedLog(cloudWatchLogsProvider, CLOCK, this::logIsNotTaken);
    private final BatchedMetrics metrics = new BatchedMetrics(
            providerCloudWatchProvider,
            e -> platformLogPublisher.publishLogEvent("Metrics could not be published: " + e.getMessage()));

    private CloudWatchCalls calls;

    /**
     * Runs every action once, so that what Lambda gives for starting up is used for starting up. A snapshot of the
     * process, where Lambda makes one, is made afterwards and has all of it.
     */
    public UserHandlerWrapper() {
        this(new LoadedSchema());
        Priming.run(validator);
    }

    /** One that is not ready. */
    UserHandlerWrapper(SchemaValidator validator) {
        super(validator);
        providerEventsLogger = log;
        providerMetricsPublisher =
                metrics.publisher(provideResourceSchemaJSONObject().getString("typeName"));
    }

    /** Refuses what cannot be read before the framework comes to quote it. */
    @Override
    public void processRequest(InputStream input, OutputStream output) throws IOException {
        calls = CloudWatchCalls.of(CLOCK, null, providerCredentialsProvider);
        byte[] request = input.readAllBytes();
        Optional<String> unreadable = UnreadableRequest.reasonOf(
                new String(request, StandardCharsets.UTF_8), serializer::decompress, this::propertiesAsRead);
        if (unreadable.isPresent()) {
            writeResponse(output, ProgressEvent.failed(null, null, HandlerErrorCode.InvalidRequest, unreadable.get()));
        } else {
            try {
                super.processRequest(new ByteArrayInputStream(request), output);
            } finally {
                log.send();
                metrics.send(calls);
            }
        }
    }

    /** The first that is heard of a request by this class: its lines are for the log group that it names. */
    @Override
    protected ResourceHandlerRequest<ResourceModel> transform(
            HandlerRequest<ResourceModel, CallbackContext, TypeConfigurationModel> request) throws IOException {
        calls = CloudWatchCalls.of(CLOCK, request.getAction(), providerCredentialsProvider);
        log.begin(request.getRequestData().getProviderLogGroupName(), calls);
        return super.transform(request);
    }

    private void logIsNotTaken(Exception reason) {
        platformLogPublisher.publishLogEvent("The provider's log group does not take its lines: " + reason);
        metricsPublisherProxy.publishProviderLogDeliveryExceptionMetric(Instant.now(), reason);
    }

    private String propertiesAsRead(String text) throws IOException {
        var data = serializer.deserialize(text, getTypeReference()).getRequestData();
        ResourceModel read = data == null ? null : data.getResourceProperties();
        return read == null ? "{}" : serializer.serialize(read);
    }

    /**
     * Takes the write-only property out of an answer. The framework would load the schema and check it anew for that,
     * which is most of what a warm read costs.
     */
    @Override
    protected ResourceModel sanitizeModel(ResourceModel model) {
        return model.toBuilder().password(null).build();
    }

    /** Adds to what the framework says of a model that breaks the schema what the schema says of the property. */
    @Override
    protected void writeResponse(OutputStream output, ProgressEvent<ResourceModel, CallbackContext> answer)
            throws IOException {
        if (answer.getErrorCode() == HandlerErrorCode.InvalidRequest
                && answer.getMessage() != null
                && answer.getMessage().startsWith("Model validation failed")) {
            answer.setMessage(new SchemaHints(provideResourceSchemaJSONObject()).explain(answer.getMessage()));
        }
        super.writeResponse(output, answer);
    }

    /**
     * Validates as the framework does, against a schema that is loaded once. The framework's own validator loads it
     * anew for every create and update, which takes longer than all else that happens in the process.
     */
    static final class LoadedSchema implements SchemaValidator {
        private JSONObject definition;
        private Schema schema;

        @Override
        public void validateObject(JSONObject model, JSONObject wanted) {
            try {
                of(wanted).validate(model);
            } catch (org.everit.json.schema.ValidationException e) {
                throw ValidationException.newScrubbedException(e);
            }
        }

        private synchronized Schema of(JSONObject wanted) {
            if (wanted != definition) {
                schema = SchemaLoader.builder()
                        .draftV7Support()
                        .schemaJson(wanted)
                        .build()
                        .load()
                        .build();
                definition = wanted;
            }
            return schema;
        }

        /** The framework's, which asks for it nowhere. */
        @Override
        public void validateObjectByListHandlerSchema(JSONObject model, JSONObject wanted) {
            new Validator().validateObjectByListHandlerSchema(model, wanted);
        }

        /** The framework's, which asks for it nowhere. */
        @Override
        public Schema getListHandlerSchema(JSONObject wanted) {
            return new Validator().getListHandlerSchema(wanted);
        }
    }
}
