package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.loggers.LogPublisher;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.Credentials;
import software.amazon.cloudformation.proxy.LoggerProxy;
import software.amazon.cloudformation.proxy.OperationStatus;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;
import software.amazon.cloudformation.resource.Serializer;
import software.amazon.connect.slice.model.CreateUserRequest;
import software.amazon.connect.user.api.ConnectApi;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.Schema;

/**
 * Runs a handler as CloudFormation does: again and again with the model and the context that it handed out, both as
 * JSON on the way, until it comes to an end. What holds for every answer is checked for every answer.
 */
public final class Rig {
    private static final int MOST_INVOCATIONS = 100;
    private static final Serializer JSON = new Serializer();

    public final FakeConnect fake = new FakeConnect();
    /** Whatever was logged or answered, to look for secrets in. */
    public final StringBuilder seen = new StringBuilder();
    /** What stands between the handlers and the fake; nothing unless a test puts something there. */
    public UnaryOperator<ConnectApi> way = UnaryOperator.identity();

    /** The events of one operation, the last one its end. */
    public record Run(List<ProgressEvent<ResourceModel, CallbackContext>> events) {
        ProgressEvent<ResourceModel, CallbackContext> end() {
            return events.get(events.size() - 1);
        }

        ResourceModel model() {
            return end().getResourceModel();
        }

        Run succeeded() {
            assertThat(end().getStatus()).as(end().toString()).isEqualTo(OperationStatus.SUCCESS);
            return this;
        }
    }

    public Run create(ResourceModel desired) {
        return run(Action.CREATE, request(desired, null));
    }

    public Run read(ResourceModel identifier) {
        return run(Action.READ, request(identifier, null));
    }

    public Run update(ResourceModel previous, ResourceModel desired) {
        return run(Action.UPDATE, request(desired, previous));
    }

    public Run delete(String userArn) {
        return run(
                Action.DELETE, request(ResourceModel.builder().userArn(userArn).build(), null));
    }

    public ProgressEvent<ResourceModel, CallbackContext> list(ResourceModel filter, String token) {
        ResourceHandlerRequest<ResourceModel> request = request(filter, null);
        request.setNextToken(token);
        return run(Action.LIST, request).end();
    }

    /** The tags that a model names, as the framework asks for them; null when it names none. */
    public static Map<String, String> tagsOf(ResourceModel model) {
        return new Configuration().resourceDefinedTags(model);
    }

    /** A request as the framework makes it, the models' own tags merged. */
    public static ResourceHandlerRequest<ResourceModel> request(ResourceModel desired, ResourceModel previous) {
        Configuration configuration = new Configuration();
        return ResourceHandlerRequest.<ResourceModel>builder()
                .desiredResourceState(copy(desired))
                .previousResourceState(copy(previous))
                .desiredResourceTags(orEmpty(configuration.resourceDefinedTags(desired)))
                .previousResourceTags(orEmpty(configuration.resourceDefinedTags(previous)))
                .awsAccountId("123456789012")
                .awsPartition("aws")
                .region("us-east-1")
                .build();
    }

    public Run run(Action action, ResourceHandlerRequest<ResourceModel> request) {
        List<ProgressEvent<ResourceModel, CallbackContext>> events = new ArrayList<>();
        int callsBefore = fake.log().size();
        CallbackContext context = null;
        do {
            var event = invoke(action, request, context);
            events.add(event);
            check(action, event);
            request.setDesiredResourceState(copy(event.getResourceModel()));
            context = copyOf(event.getCallbackContext());
        } while (events.get(events.size() - 1).isInProgress() && events.size() < MOST_INVOCATIONS);
        var calls = fake.log().subList(callsBefore, fake.log().size());
        assertThat(permissionsOf(calls))
                .isSubsetOf(Schema.permissions(action.toString().toLowerCase(Locale.ROOT)));
        return new Run(events);
    }

    /** One invocation, as one Lambda invocation is. */
    public ProgressEvent<ResourceModel, CallbackContext> invoke(
            Action action, ResourceHandlerRequest<ResourceModel> request, CallbackContext context) {
        LoggerProxy logger = new LoggerProxy();
        logger.addLogPublisher(new LogPublisher() {
            @Override
            protected void publishMessage(String message) {
                seen.append(message).append('\n');
            }
        });
        long start = fake.clock.millis();
        var event = handler(action).handleRequest(proxy(logger), request, context, logger);
        boolean isShort = action == Action.READ || action == Action.LIST;
        assertThat(fake.clock.millis() - start).as("time of one invocation").isLessThan(isShort ? 30_000 : 60_000);
        seen.append(json(event)).append('\n');
        return event;
    }

    /** The framework's proxy, with credentials that nobody checks. */
    public static AmazonWebServicesClientProxy proxy(LoggerProxy logger) {
        return new AmazonWebServicesClientProxy(logger, new Credentials("key", "secret", "token"), () -> 60_000L);
    }

    /** The handler of an operation, on the fake and its clock. */
    public BaseHandler<CallbackContext> handler(Action action) {
        return switch (action) {
            case CREATE ->
                new CreateHandler(this::api, fake.clock.pace(CreateHandler.BUDGET, BaseHandlerStd.WRITE_LIMIT));
            case READ ->
                new ReadHandler(this::api, fake.clock.pace(BaseHandlerStd.READ_BUDGET, BaseHandlerStd.READ_LIMIT));
            case UPDATE ->
                new UpdateHandler(this::api, fake.clock.pace(BaseHandlerStd.WRITE_BUDGET, BaseHandlerStd.WRITE_LIMIT));
            case DELETE ->
                new DeleteHandler(this::api, fake.clock.pace(BaseHandlerStd.WRITE_BUDGET, BaseHandlerStd.WRITE_LIMIT));
            case LIST ->
                new ListHandler(this::api, fake.clock.pace(BaseHandlerStd.READ_BUDGET, BaseHandlerStd.READ_LIMIT));
        };
    }

    private ConnectApi api() {
        return way.apply(fake.api());
    }

    /** What the contract asks of every answer. */
    public static void check(Action action, ProgressEvent<ResourceModel, CallbackContext> event) {
        ResourceModel model = event.getResourceModel();
        assertThat(event.getStatus()).isNotNull();
        if (model != null) {
            assertThat(model.getPassword()).as("password in an answer").isNull();
        }
        switch (event.getStatus()) {
            case IN_PROGRESS -> {
                assertThat(action).isNotIn(Action.READ, Action.LIST);
                assertThat(model.getUserArn())
                        .as("IN_PROGRESS without identifier")
                        .isNotNull();
                assertThat(event.getErrorCode()).isNull();
                assertThat(event.getCallbackContext()).isNotNull();
                assertThat(event.getCallbackDelaySeconds()).isBetween(1, 60);
            }
            case FAILED -> {
                assertThat(event.getErrorCode()).isNotNull();
                assertThat(event.getMessage()).isNotBlank();
                assertThat(event.getCallbackContext()).isNull();
            }
            case SUCCESS -> {
                assertThat(event.getErrorCode()).isNull();
                assertThat(event.getCallbackContext()).isNull();
                assertThat(event.getCallbackDelaySeconds()).isZero();
                if (action == Action.DELETE) {
                    assertThat(model).as("model after a deletion").isNull();
                } else if (action != Action.LIST) {
                    assertThat(json(model).replace("\"Value\":\"\"", "")).doesNotContain("null", "[]", "{}", "\"\"");
                    assertThat(model.getUserArn()).isNotNull();
                }
            }
            default -> throw new AssertionError(event);
        }
    }

    /** The IAM actions that calls need: creating a user with tags is tagging, too. */
    public static Set<String> permissionsOf(List<FakeConnect.Call> calls) {
        Set<String> actions = new TreeSet<>();
        for (FakeConnect.Call call : calls) {
            actions.add("connect:" + call.operation());
            if (call.request() instanceof CreateUserRequest create && create.hasTags()) {
                actions.add("connect:TagResource");
            }
        }
        return actions;
    }

    /** The model as it comes out at the other end of the wire. */
    public static ResourceModel copy(ResourceModel model) {
        return model == null ? null : parse(json(model), new TypeReference<ResourceModel>() {});
    }

    /** The context as the next invocation gets it. */
    public static CallbackContext copyOf(CallbackContext context) {
        return context == null ? null : parse(json(context), new TypeReference<CallbackContext>() {});
    }

    public static String json(Object value) {
        try {
            return JSON.serialize(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static <T> T parse(String json, TypeReference<T> type) {
        try {
            return JSON.deserialize(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> orEmpty(Map<String, String> tags) {
        return tags == null ? Map.of() : tags;
    }
}
