package software.amazon.connect.user;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.connect.user.api.ConnectApi;
import software.amazon.connect.user.api.NewUser;
import software.amazon.connect.user.api.Pace;
import software.amazon.connect.user.api.SharedConnect;
import software.amazon.connect.user.api.UserLookup;
import software.amazon.connect.user.api.UserReader;
import software.amazon.connect.user.change.ApiCall.Step;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.model.ConnectFailure;
import software.amazon.connect.user.model.LiveUser;
import software.amazon.connect.user.model.ModelRules;
import software.amazon.connect.user.model.Proficiency;

/** Makes a user, then gives it its proficiencies, which CreateUser does not take. */
public class CreateHandler extends BaseHandlerStd {
    static final Duration BUDGET = Duration.ofSeconds(34);

    /** The handler as the framework makes it. */
    public CreateHandler() {
        this(SharedConnect::get, Pace.of(BUDGET, WRITE_LIMIT));
    }

    CreateHandler(Supplier<ConnectApi> api, Pace pace) {
        super(api, pace);
    }

    @Override
    ProgressEvent<ResourceModel, CallbackContext> handle(Invocation invocation) {
        ResourceModel desired = invocation.desiredModel();
        if (!invocation.isFirst()) {
            ConnectArn user = UserLookup.resolve(invocation.session(), invocation.request());
            Convergence convergence = convergence(invocation, user);
            return convergence.take(() -> resume(invocation, user, convergence));
        }
        if (desired.getUserArn() != null) {
            throw ConnectFailure.invalidRequest(
                    "UserArn is read-only: Amazon Connect gives it to a new user. Leave it out");
        }
        ModelRules.check(null, desired);
        ConnectArn user = NewUser.create(invocation.session(), invocation.desired(), invocation.request());
        Convergence convergence = convergence(invocation, user);
        return convergence.take(
                () -> hasProficiencies(invocation) ? invocation.made(user) : confirm(invocation, user, convergence));
    }

    /**
     * CreateUser makes everything but proficiencies, so one look is all that is left; if it fails, another invocation.
     */
    private static ProgressEvent<ResourceModel, CallbackContext> confirm(
            Invocation invocation, ConnectArn user, Convergence convergence) {
        invocation.progress().remember(Step.CREATE);
        try {
            return convergence.from(UserReader.glance(invocation.session(), user));
        } catch (ConnectFailure failure) {
            if (failure.is(HandlerErrorCode.NotFound)) {
                return invocation.stale(user, "the new user");
            }
            throw failure;
        }
    }

    /** Goes on after a callback, or after an invocation that never came to its end. */
    private static ProgressEvent<ResourceModel, CallbackContext> resume(
            Invocation invocation, ConnectArn user, Convergence convergence) {
        if (invocation.progress().getCallbacks() == 1 && hasProficiencies(invocation)) {
            ResourceModel made = invocation.desiredModel().toBuilder()
                    .userProficiencies(null)
                    .build();
            return convergence.fromNew(new LiveUser(made, invocation.desired().tags(), null));
        }
        Optional<LiveUser> shown = invocation.look(user);
        if (shown.isEmpty()) {
            invocation.progress().lookInVain();
            return invocation.stale(user, "the new user");
        }
        return convergence.from(shown.get());
    }

    private static Convergence convergence(Invocation invocation, ConnectArn user) {
        return new Convergence(invocation, user, step -> step == Step.ASSOCIATE);
    }

    private static boolean hasProficiencies(Invocation invocation) {
        return !Proficiency.levelsOf(invocation.desiredModel()).isEmpty();
    }
}
