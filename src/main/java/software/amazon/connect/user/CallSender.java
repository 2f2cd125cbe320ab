package software.amazon.connect.user;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.connect.user.api.UserReader;
import software.amazon.connect.user.change.ApiCall;
import software.amazon.connect.user.change.ApiCall.Step;
import software.amazon.connect.user.change.UserChanges;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.model.ConnectFailure;
import software.amazon.connect.user.model.LiveUser;

/** Sends the calls of a write, and judges refusals: which of them only mean that something is done already. */
record CallSender(Invocation invocation, ConnectArn user) {
    /** One address at a time, then both: no more may stay than the service insists on. */
    private static final List<Set<Step>> LEFT_OUT = List.of(
            EnumSet.of(Step.SECONDARY_EMAIL_STAYS),
            EnumSet.of(Step.EMAIL_STAYS),
            EnumSet.of(Step.SECONDARY_EMAIL_STAYS, Step.EMAIL_STAYS));

    /**
     * Sends one call.
     *
     * @return nothing when it is carried out, else the refusal, which a later look may show to be none
     */
    Optional<ConnectFailure> send(ApiCall call) {
        try {
            invocation.session().send(call);
            return Optional.empty();
        } catch (ConnectFailure failure) {
            if (failure.mayHaveTakenEffect()) {
                invocation.progress().rememberTry(call.step());
            }
            if (failure.isRetriable()) {
                throw explained(call, failure);
            }
            if (call.step() == Step.IDENTITY && failure.is(HandlerErrorCode.InvalidRequest)) {
                sendWithoutEmpty(call, failure);
                return Optional.empty();
            }
            if (call.step().isRefusedTwice() && isUndecided(failure)) {
                return unlessDone(call, failure);
            }
            if (failure.is(HandlerErrorCode.NotFound) && !UserReader.knows(invocation.session(), user)) {
                throw ConnectFailure.notFound("There is no user %s any more".formatted(user));
            }
            throw explained(call, failure);
        }
    }

    private static boolean isUndecided(ConnectFailure failure) {
        return failure.is(HandlerErrorCode.NotFound)
                || failure.is(HandlerErrorCode.InvalidRequest)
                || failure.is(HandlerErrorCode.AlreadyExists);
    }

    /** Not every service takes an empty e-mail address: what cannot be taken away so is left out, as a number is. */
    private void sendWithoutEmpty(ApiCall call, ConnectFailure refused) {
        ConnectFailure last = refused;
        for (Set<Step> staying : LEFT_OUT) {
            Optional<ApiCall> less = UserChanges.withoutEmpty(call, staying);
            if (less.isPresent()) {
                try {
                    invocation.session().send(less.get());
                    staying.forEach(invocation.progress()::remember);
                    return;
                } catch (ConnectFailure failure) {
                    last = failure;
                    if (!failure.is(HandlerErrorCode.InvalidRequest)) {
                        break;
                    }
                }
            }
        }
        throw explained(call, last);
    }

    private void sendExplained(ApiCall call) {
        try {
            invocation.session().send(call);
        } catch (ConnectFailure failure) {
            throw explained(call, failure);
        }
    }

    /** A pair that is there, or is gone, already is refused, and so is one that there cannot be: a look tells which. */
    private Optional<ConnectFailure> unlessDone(ApiCall call, ConnectFailure refused) {
        Optional<LiveUser> now = invocation.look(user);
        if (now.isPresent()) {
            Optional<ApiCall> rest = UserChanges.between(user, invocation.desired(), now.get()).stream()
                    .filter(other -> other.step() == call.step())
                    .findFirst();
            if (rest.isEmpty()) {
                return Optional.empty();
            }
            if (!rest.get().request().equals(call.request())) {
                sendExplained(rest.get());
                return Optional.empty();
            }
        }
        CallbackContext progress = invocation.progress();
        if (progress.hasTried(call.step())) {
            // It is done as far as can be told, and only shown late; unless looks agreed before that it is missing.
            return progress.getRounds() == 0 ? Optional.empty() : Optional.of(refused);
        }
        if (progress.getRefusals() > 0) {
            throw explained(call, refused);
        }
        progress.setRefusals(progress.getRefusals() + 1);
        return Optional.of(refused);
    }

    /** The same failure, saying which property it is about. */
    private static ConnectFailure explained(ApiCall call, ConnectFailure failure) {
        String message = "%s (%s): %s".formatted(call.properties(), call.name(), failure.getMessage());
        // The user is there, so what is not found, or is there twice, is something that the call names.
        if (failure.is(HandlerErrorCode.NotFound) || failure.is(HandlerErrorCode.AlreadyExists)) {
            return failure.as(HandlerErrorCode.InvalidRequest, message);
        }
        if (failure.is(HandlerErrorCode.AccessDenied) && call.step().isTagging()) {
            return failure.as(HandlerErrorCode.UnauthorizedTaggingOperation, message);
        }
        return failure.as(failure.code(), message);
    }
}
