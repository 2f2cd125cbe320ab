package software.amazon.connect.user;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.connect.user.api.UserReader;
import software.amazon.connect.user.change.ApiCall;
import software.amazon.connect.user.change.ApiCall.Step;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.model.ConnectFailure;

/** Sends the calls of a write, one at a time, and remembers what became of each. */
record CallSender(Invocation invocation, ConnectArn user, Evidence evidence) {
    /**
     * Sends one call, and remembers it when it is answered, or can be taken for done.
     *
     * @return nothing then, else the refusal, which a later look may show to be none
     */
    Optional<ConnectFailure> send(ApiCall call) {
        try {
            invocation.session().send(call);
            return answered(call);
        } catch (ConnectFailure failure) {
            if (failure.mayHaveTakenEffect()) {
                invocation.progress().rememberTry(call.step());
            }
            if (failure.isRetriable()) {
                throw call.explained(failure);
            }
            if (call.step() == Step.IDENTITY && failure.is(HandlerErrorCode.InvalidRequest)) {
                sendWithoutEmpty(call, failure);
                return answered(call);
            }
            Refusals refusals = new Refusals(invocation, user, evidence, this::send);
            if (refusals.mayMeanAlready(call, failure)) {
                return refusals.unlessDone(call, failure);
            }
            if (refusals.mayMeanNoRoom(call, failure)) {
                return refusals.unlessRoomComes(call, failure);
            }
            if (!failure.is(HandlerErrorCode.NotFound)) {
                throw call.explained(failure);
            }
            if (isGone(call, failure)) {
                throw ConnectFailure.notFound("There is no user %s any more".formatted(user));
            }
            return refusals.unlessFound(call, failure);
        }
    }

    /** Whether the user is what is not found; where no look is allowed the refusal is what people have to know. */
    private boolean isGone(ApiCall call, ConnectFailure notFound) {
        try {
            return !UserReader.knows(invocation.session(), user);
        } catch (ConnectFailure unseen) {
            throw unseen.isRetriable() ? unseen : call.explained(notFound);
        }
    }

    private Optional<ConnectFailure> answered(ApiCall call) {
        invocation.progress().remember(call.step(), evidence.isWhole(call));
        return Optional.empty();
    }

    /** Not every service takes an empty e-mail address: what cannot be taken away so is left out, as a number is. */
    private void sendWithoutEmpty(ApiCall call, ConnectFailure refused) {
        ConnectFailure last = refused;
        for (Map.Entry<Set<Step>, ApiCall> less : call.withoutEmpty().entrySet()) {
            try {
                invocation.session().send(less.getValue());
                less.getKey().forEach(invocation.progress()::remember);
                return;
            } catch (ConnectFailure failure) {
                last = failure;
                if (!failure.is(HandlerErrorCode.InvalidRequest)) {
                    break;
                }
            }
        }
        throw call.explained(last);
    }
}
