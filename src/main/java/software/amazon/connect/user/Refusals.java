package software.amazon.connect.user;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.connect.user.change.ApiCall;
import software.amazon.connect.user.change.ApiCall.Step;
import software.amazon.connect.user.change.UserChanges;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.model.ConnectFailure;
import software.amazon.connect.user.model.LiveUser;

/**
 * Judges refusals of calls: which of them only mean that something is done already, or is not yet seen that has to be
 * done first. What is judged a refusal that a later look may show to be none is given back, a final one is thrown.
 *
 * @param sender sends what is left to be sent of a call
 */
record Refusals(
        Invocation invocation, ConnectArn user, Evidence evidence, Function<ApiCall, Optional<ConnectFailure>> sender) {
    private static final Set<HandlerErrorCode> UNDECIDED =
            EnumSet.of(HandlerErrorCode.NotFound, HandlerErrorCode.InvalidRequest, HandlerErrorCode.AlreadyExists);

    private static final Set<HandlerErrorCode> NO_ROOM =
            EnumSet.of(HandlerErrorCode.ServiceLimitExceeded, HandlerErrorCode.InvalidRequest);

    /** Whether a call may have been refused because what it is for is there, or is gone, already. */
    boolean mayMeanAlready(ApiCall call, ConnectFailure refused) {
        return call.step().isOfProficiencies() && UNDECIDED.contains(refused.code());
    }

    /** Whether a call may have been refused because one more is too many. */
    boolean mayMeanNoRoom(ApiCall call, ConnectFailure refused) {
        return call.step().roomMadeBy().isPresent() && NO_ROOM.contains(refused.code());
    }

    /**
     * A pair that is there, or is gone, already is refused, and so is one that there cannot be: looks tell which. While
     * they show what the call was made for, it is made again, and only so many refusals of an operation are final.
     */
    Optional<ConnectFailure> unlessDone(ApiCall call, ConnectFailure refused) {
        boolean isGone = call.step() == Step.LEVELS && refused.is(HandlerErrorCode.NotFound);
        if (isGone) {
            invocation.progress().forgetDue(Step.LEVELS); // a pair that is gone has to be given, not changed
        }
        Optional<LiveUser> now = look(call, refused);
        if (now.isEmpty()) {
            return Optional.of(refused);
        }
        List<ApiCall> missing = UserChanges.between(user, invocation.desired(), now.get());
        Optional<ApiCall> rest =
                missing.stream().filter(other -> other.step() == call.step()).findFirst();
        if (rest.isEmpty()) {
            // A level that is refused is not set: the pair has gone, and another kind of call is due.
            return call.step().isRefusedTwice() ? takenForDone(call) : Optional.of(refused);
        }
        if (!rest.get().request().equals(call.request())) {
            boolean isLess =
                    rest.get().differences().size() < call.differences().size();
            return isLess ? sender.apply(rest.get()) : Optional.of(refused);
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
        call.step()
                .roomMadeBy()
                .filter(room -> missing.stream().anyMatch(other -> other.step() == room))
                .ifPresent(progress::sendAgain); // one pair too many is an invalid request to some services
        return refused(call, refused);
    }

    /** What a look shows after a refusal; where none is allowed the refusal is what people have to know. */
    private Optional<LiveUser> look(ApiCall call, ConnectFailure refused) {
        try {
            return invocation.look(user);
        } catch (ConnectFailure unseen) {
            throw unseen.isRetriable() ? unseen : call.explained(refused);
        }
    }

    /** What a call names, or the user, may have been made just before it, and not be known yet. */
    Optional<ConnectFailure> unlessFound(ApiCall call, ConnectFailure notFound, boolean isUserGone) {
        return isUserGone
                ? refused(call, notFound, ConnectFailure.notFound("There is no user %s any more".formatted(user)))
                : refused(call, notFound);
    }

    /**
     * One more than there may be fits once that is taken away which a late look has hidden; or it is there already, for
     * an answer was lost.
     */
    Optional<ConnectFailure> unlessRoomComes(ApiCall call, ConnectFailure refused) {
        Step room = call.step().roomMadeBy().orElseThrow();
        if (evidence.isToCome(room)) {
            invocation.progress().sendAgain(room);
        } else if (!invocation.progress().hasTried(call.step())) {
            throw call.explained(refused);
        }
        return refused(call, refused);
    }

    /** Only so many refusals of an operation are due to late looks. */
    private Optional<ConnectFailure> refused(ApiCall call, ConnectFailure refusal) {
        return refused(call, refusal, call.explained(refusal));
    }

    private Optional<ConnectFailure> refused(ApiCall call, ConnectFailure refusal, ConnectFailure last) {
        if (invocation.progress().countRefusal(call.step()) >= Evidence.AGREEING_LOOKS) {
            throw last;
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
        List<ApiCall> each = call.oneByOne(user);
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

    /** Nobody has said that it is carried out: a look that agrees may still be one of before. */
    private Optional<ConnectFailure> takenForDone(ApiCall call) {
        invocation.progress().remember(call.step(), false);
        return Optional.empty();
    }
}
