package software.amazon.connect.user;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
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
record CallSender(Invocation invocation, ConnectArn user, Evidence evidence) {
    private static final Set<HandlerErrorCode> UNDECIDED =
            EnumSet.of(HandlerErrorCode.NotFound, HandlerErrorCode.InvalidRequest, HandlerErrorCode.AlreadyExists);

    private static final Set<HandlerErrorCode> NO_ROOM =
            EnumSet.of(HandlerErrorCode.ServiceLimitExceeded, HandlerErrorCode.InvalidRequest);

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
            if (call.step().isOfProficiencies() && UNDECIDED.contains(failure.code())) {
                return unlessDone(call, failure);
            }
            if (call.step().roomMadeBy().isPresent() && NO_ROOM.contains(failure.code())) {
                return unlessRoomComes(call, failure);
            }
            if (failure.is(HandlerErrorCode.NotFound) && !UserReader.knows(invocation.session(), user)) {
                throw ConnectFailure.notFound("There is no user %s any more".formatted(user));
            }
            throw call.explained(failure);
        }
    }

    private Optional<ConnectFailure> answered(ApiCall call) {
        invocation.progress().remember(call.step(), evidence.isWhole(call));
        return Optional.empty();
    }

    /** Nobody has said that it is carried out: a look that agrees may still be one of before. */
    private Optional<ConnectFailure> takenForDone(ApiCall call) {
        invocation.progress().remember(call.step(), false);
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

    /**
     * A pair that is there, or is gone, already is refused, and so is one that there cannot be: looks tell which. While
     * they show what the call was made for, it is made again, and only so many refusals of an operation are final.
     */
    private Optional<ConnectFailure> unlessDone(ApiCall call, ConnectFailure refused) {
        boolean isGone = call.step() == Step.LEVELS && refused.is(HandlerErrorCode.NotFound);
        if (isGone) {
            invocation.progress().forgetDue(Step.LEVELS); // a pair that is gone has to be given, not changed
        }
        Optional<LiveUser> now = invocation.look(user);
        if (now.isEmpty()) {
            return Optional.of(refused);
        }
        Optional<ApiCall> rest = UserChanges.between(user, invocation.desired(), now.get()).stream()
                .filter(other -> other.step() == call.step())
                .findFirst();
        if (rest.isEmpty()) {
            // A level that is refused is not set: the pair has gone, and another kind of call is due.
            return call.step().isRefusedTwice() ? takenForDone(call) : Optional.of(refused);
        }
        if (!rest.get().request().equals(call.request())) {
            boolean isLess =
                    rest.get().differences().size() < call.differences().size();
            return isLess ? send(rest.get()) : Optional.of(refused);
        }
        if (isGone) {
            return Optional.of(refused); // only a late list still shows it
        }
        if (isDoneAlready(call, refused)) {
            return unlessDoneAlready(call, refused);
        }
        CallbackContext progress = invocation.progress();
        if (call.step().isRefusedTwice() && progress.hasTried(call.step())) {
            // It is done as far as can be told, and only shown late; unless looks agreed before that it is missing.
            return progress.getRounds() == 0 ? takenForDone(call) : Optional.of(refused);
        }
        return refused(call, refused);
    }

    /** One more than there may be fits once that is taken away which a late look has hidden. */
    private Optional<ConnectFailure> unlessRoomComes(ApiCall call, ConnectFailure refused) {
        if (evidence.isToCome(call.step().roomMadeBy().orElseThrow(), invocation.look(user))) {
            return refused(call, refused);
        }
        throw call.explained(refused);
    }

    /** Only so many refusals of an operation are due to late looks. */
    private Optional<ConnectFailure> refused(ApiCall call, ConnectFailure refusal) {
        if (invocation.progress().countRefusal(call.step()) >= Evidence.AGREEING_LOOKS) {
            throw call.explained(refusal);
        }
        return Optional.of(refusal);
    }

    /** Whether one of the pairs is gone, or is there, already, as far as the refusal and the previous model tell. */
    private boolean isDoneAlready(ApiCall call, ConnectFailure refused) {
        return switch (call.step()) {
            case DISASSOCIATE -> refused.is(HandlerErrorCode.NotFound);
            case ASSOCIATE ->
                refused.is(HandlerErrorCode.AlreadyExists)
                        || call.differences().stream().anyMatch(evidence::wasDesired);
            default -> false;
        };
    }

    /**
     * A pair that is gone, or there, already is only shown late. Which of several that is, is found out one by one.
     * When looks agreed before that it is otherwise, the refusal is what people have to know.
     */
    private Optional<ConnectFailure> unlessDoneAlready(ApiCall call, ConnectFailure refused) {
        CallbackContext progress = invocation.progress();
        List<ApiCall> each = call.oneByOne();
        for (ApiCall one : each.size() > 1 ? each : List.<ApiCall>of()) {
            try {
                invocation.session().send(one);
                progress.rememberTry(call.step());
            } catch (ConnectFailure failure) {
                if (failure.mayHaveTakenEffect()) {
                    progress.rememberTry(call.step());
                }
                if (!UNDECIDED.contains(failure.code())) {
                    throw call.explained(failure);
                }
                if (!progress.hasTried(call.step()) && !isDoneAlready(one, failure)) {
                    return refused(call, failure);
                }
            }
        }
        return progress.getRounds() > 0 ? Optional.of(refused) : takenForDone(call);
    }
}
