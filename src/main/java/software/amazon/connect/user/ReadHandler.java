package software.amazon.connect.user;

import java.util.function.Supplier;
import software.amazon.cloudformation.proxy.ProgressEvent;

/**
 * Shows one user, named by its ARN or by instance and user name: drift detection, import and data sources read through
 * here.
 */
public class ReadHandler extends BaseHandlerStd {

    /** The handler as the framework makes it. */
    public ReadHandler() {
        this(SdkConnect::shared, Pace.of(READ_BUDGET, READ_LIMIT));
    }

    ReadHandler(Supplier<ConnectApi> api, Pace pace) {
        super(api, pace);
    }

    @Override
    ProgressEvent<ResourceModel, CallbackContext> handle(Invocation invocation) {
        ConnectArn user = UserLookup.resolve(invocation.connect(), invocation.request());
        return ProgressEvent.defaultSuccessHandler(
                invocation.connect().observe(user).model());
    }
}
