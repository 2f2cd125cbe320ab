package software.amazon.connect.user;

import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.cloudformation.proxy.AmazonWebServicesClientProxy;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.Logger;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;
import software.amazon.connect.user.api.ConnectApi;
import software.amazon.connect.user.api.ConnectSession;
import software.amazon.connect.user.api.Pace;
import software.amazon.connect.user.model.ConnectFailure;

/** What the five handlers share: the way in from the framework, and the last resort when nothing else has an answer. */
abstract class BaseHandlerStd extends BaseHandler<CallbackContext> {
    /** Read and list must end within 30 s; what is left is for the answers to the last calls. */
    static final Duration READ_BUDGET = Duration.ofSeconds(10);

    /** After this time nothing goes on in a read or a list. */
    static final Duration READ_LIMIT = Duration.ofSeconds(26);

    /** Writes must end within 60 s; what is left is for the last call and for finding out what became of it. */
    static final Duration WRITE_BUDGET = Duration.ofSeconds(30);

    /** After this time nothing goes on in a write. */
    static final Duration WRITE_LIMIT = Duration.ofSeconds(54);

    private final Supplier<ConnectApi> api;
    private final Pace pace;

    BaseHandlerStd(Supplier<ConnectApi> api, Pace pace) {
        this.api = api;
        this.pace = pace;
    }

    @Override
    public final ProgressEvent<ResourceModel, CallbackContext> handleRequest(
            AmazonWebServicesClientProxy proxy,
            ResourceHandlerRequest<ResourceModel> request,
            CallbackContext context,
            Logger logger) {
        try {
            if (proxy == null) {
                throw new ConnectFailure(
                        HandlerErrorCode.InvalidCredentials,
                        "The request carries no callerCredentials to call Connect with",
                        false,
                        null);
            }
            ResourceModel desired = request.getDesiredResourceState();
            ConnectSession session =
                    new ConnectSession(proxy, api.get(), pace.start(), desired == null ? null : desired.getPassword());
            return handle(Invocation.of(request, context, session, logger));
        } catch (ConnectFailure failure) {
            return ProgressEvent.failed(null, null, failure.code(), failure.getMessage());
        }
    }

    /**
     * Carries out one operation.
     *
     * @throws ConnectFailure when it fails and no user is known to exist
     */
    abstract ProgressEvent<ResourceModel, CallbackContext> handle(Invocation invocation);
}
