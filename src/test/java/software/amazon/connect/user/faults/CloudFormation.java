package software.amazon.connect.user.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.cloudformation.proxy.ResourceHandlerRequest;
import software.amazon.connect.user.CallbackContext;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.Rig;

/**
 * CloudFormation as handlers meet it: it calls back with the model and the context that were handed out, as JSON, asks
 * the same again after an error that may pass, and after a process that died asks the same as before, with the context
 * that it last heard of.
 */
final class CloudFormation {
    private static final Set<HandlerErrorCode> RETRIABLE = EnumSet.of(
            HandlerErrorCode.Throttling,
            HandlerErrorCode.ServiceInternalError,
            HandlerErrorCode.NetworkFailure,
            HandlerErrorCode.ResourceConflict);

    private static final int MOST_INVOCATIONS = 200;
    private static final int MOST_RETRIES = 6;
    private static final int MOST_RETRIES_WHILE_SOMEBODY_WAITS = 2;
    private static final int MOST_DEATHS = 2;

    private final World world;
    private final Action action;
    private final ResourceHandlerRequest<ResourceModel> request;
    private CallbackContext context;
    private String named;
    private boolean heard;
    private boolean unheard;
    private int retries;
    private int deaths;

    private CloudFormation(World world, Action action, ResourceHandlerRequest<ResourceModel> request) {
        this.world = world;
        this.action = action;
        this.request = request;
    }

    /** Carries a task out, all pages of a list included. */
    static Ending run(World world, Task task) {
        return run(world, task, false);
    }

    /** Takes an update back: what was before is desired, and what was desired is what was before. */
    static Ending rollBack(World world, Task update) {
        return run(world, Task.update(update.desired(), update.previous()), true);
    }

    private static Ending run(World world, Task task, boolean rollback) {
        List<ResourceModel> listed = new ArrayList<>();
        String token = null;
        Ending ending;
        do {
            var request = Rig.request(task.desired(), task.previous());
            request.setRollback(rollback);
            request.setNextToken(token);
            CloudFormation operation = new CloudFormation(world, task.action(), request);
            ending = operation.toItsEnd();
            if (ending.succeeded() && task.action() == Action.LIST) {
                listed.addAll(ending.listed());
            }
            token = operation.nextToken;
        } while (ending.succeeded() && token != null && listed.size() < MOST_INVOCATIONS);
        return new Ending(
                ending.error(),
                ending.message(),
                ending.model(),
                ending.named(),
                listed,
                ending.unheard(),
                ending.broken());
    }

    private String nextToken;

    private Ending toItsEnd() {
        int usersBefore = world.service.users().size();
        for (int invocations = 0; invocations < MOST_INVOCATIONS; invocations++) {
            ProgressEvent<ResourceModel, CallbackContext> event;
            try {
                event = world.rig.invoke(action, copy(), Rig.copyOf(context));
                world.way.answered();
                Rig.check(action, event);
            } catch (StruckConnect.Killed death) {
                unheard |= !heard && world.service.users().size() > usersBefore;
                if (++deaths > MOST_DEATHS) {
                    return failed(HandlerErrorCode.InternalFailure, "The handler ended without an answer");
                }
                pause(deaths);
                continue;
            } catch (RuntimeException | AssertionError broken) {
                return new Ending(null, null, null, named, List.of(), unheard, broken.toString());
            }
            heard = true;
            ResourceModel model = event.getResourceModel();
            if (model != null && model.getUserArn() != null) {
                named = model.getUserArn();
            }
            switch (event.getStatus()) {
                case IN_PROGRESS -> {
                    request.setDesiredResourceState(Rig.copy(model));
                    context = Rig.copyOf(event.getCallbackContext());
                    world.service.clock.advance(Duration.ofSeconds(event.getCallbackDelaySeconds()));
                }
                case SUCCESS -> {
                    nextToken = event.getNextToken();
                    return new Ending(null, null, model, named, event.getResourceModels(), unheard, null);
                }
                default -> {
                    if (!RETRIABLE.contains(event.getErrorCode()) || ++retries > mostRetries()) {
                        return failed(event.getErrorCode(), event.getMessage());
                    }
                    pause(retries);
                }
            }
        }
        return new Ending(null, null, null, named, List.of(), unheard, "it never ended");
    }

    /** Each process gets a request of its own. */
    private ResourceHandlerRequest<ResourceModel> copy() {
        var copy = Rig.request(request.getDesiredResourceState(), request.getPreviousResourceState());
        copy.setDesiredResourceTags(request.getDesiredResourceTags());
        copy.setRollback(request.getRollback());
        copy.setNextToken(request.getNextToken());
        return copy;
    }

    private int mostRetries() {
        return action == Action.READ || action == Action.LIST ? MOST_RETRIES_WHILE_SOMEBODY_WAITS : MOST_RETRIES;
    }

    private void pause(int times) {
        world.service.clock.advance(Duration.ofSeconds(Math.min(20, 1L << times)));
    }

    private Ending failed(HandlerErrorCode code, String message) {
        return new Ending(code, message, null, named, List.of(), unheard, null);
    }
}
