package software.amazon.connect.user;

import java.util.function.Supplier;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.connect.user.api.ConnectApi;
import software.amazon.connect.user.api.Pace;
import software.amazon.connect.user.api.SharedConnect;
import software.amazon.connect.user.api.UserLookup;
import software.amazon.connect.user.api.UserReader;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.model.LiveUser;

/**
 * Shows one user, named by its ARN or by instance and user name: drift detection, import and data sources read through
 * here.
 */
public class ReadHandler extends BaseHandlerStd {

    /** The handler as the framework makes it. */
    public ReadHandler() {
        this(SharedConnect::get, Pace.of(READ_BUDGET, READ_LIMIT));
    }

    ReadHandler(Supplier<ConnectApi> api, Pace pace) {
        super(api, pace);
    }

    @Override
    ProgressEvent<ResourceModel, CallbackContext> handle(Invocation invocation) {
        ConnectArn user = UserLookup.resolve(invocation.session(), invocation.request());
        LiveUser live = invocation.session().surely(() -> UserReader.observe(invocation.session(), user));
        return ProgressEvent.defaultSuccessHandler(live.model());
    }
}
