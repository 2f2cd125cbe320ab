package connectlocal.cloudformation.engine;

import connectlocal.state.NotKept;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Sets the status of stacks and resources, and writes the event that says so; every status has its event. */
final class Journal {
    static final String STACK_TYPE = "AWS::CloudFormation::Stack";

    private final Times times;
    private final KeptStacks kept;
    private final AtomicLong changes = new AtomicLong();

    Journal(Times times, KeptStacks kept) {
        this.times = times;
        this.kept = kept;
    }

    /** What comes is later than this. */
    void after(Instant time) {
        times.after(time);
    }

    /** Grows with every event. */
    long changes() {
        return changes.get();
    }

    Instant now() {
        return times.next();
    }

    /** The stack has come to a status; whoever says so takes it back when it cannot be written down. */
    void stack(Stack stack, Operation operation, StackStatus status, String reason) {
        synchronized (stack) {
            stack.status = status;
            stack.reason = reason;
            Instant time = times.next();
            String id = UUID.randomUUID().toString();
            changes.incrementAndGet();
            var event = new StackEvent(
                    id,
                    stack.name,
                    stack.id,
                    STACK_TYPE,
                    time,
                    status.name(),
                    reason,
                    null,
                    operation.token,
                    operation.id,
                    null);
            kept.stack(stack, event);
            stack.add(event);
            stack.notifyAll();
        }
    }

    /** A resource has come to a status. */
    void resource(Stack stack, Operation operation, StackResource resource, String status, String reason) {
        resource(stack, operation, resource, resource.now, status, reason);
    }

    /** The same for one that has a successor already. */
    void resource(
            Stack stack, Operation operation, StackResource resource, Deployed which, String status, String reason) {
        synchronized (stack) {
            Runnable asBefore = standing(resource);
            Instant time = times.next();
            resource.status = status;
            resource.reason = reason;
            resource.time = time;
            String physicalId = which.exists() ? which.physicalId() : "";
            boolean cleanUp = stack.status.name().endsWith("_CLEANUP_IN_PROGRESS"); // says nothing of properties
            String id = resource.logicalId + "-" + status + "-" + Times.text(time);
            changes.incrementAndGet();
            var event = new StackEvent(
                    id,
                    resource.logicalId,
                    physicalId,
                    which.type().name(),
                    time,
                    status,
                    reason,
                    cleanUp ? null : Secrets.of(stack).shown(which).toString(),
                    operation.token,
                    operation.id,
                    null);
            try {
                kept.resource(stack, resource, event);
            } catch (NotKept e) {
                asBefore.run();
                throw e;
            }
            stack.add(event);
        }
    }

    /** The same for one that is gone, or stays behind for good: what is written has it no more. */
    void givenUp(Stack stack, Operation operation, StackResource resource, Deployed which, String status) {
        synchronized (stack) {
            Runnable asBefore = resource.memory();
            resource.giveUp(which);
            try {
                resource(stack, operation, resource, which, status, null);
            } catch (NotKept e) {
                asBefore.run();
                throw e;
            }
        }
    }

    /** Brings back how a resource stands now. */
    private static Runnable standing(StackResource resource) {
        String status = resource.status;
        String reason = resource.reason;
        Instant time = resource.time;
        return () -> {
            resource.status = status;
            resource.reason = reason;
            resource.time = time;
        };
    }

    /** Something is wrong with what was asked for, and nothing has been made. */
    void invalid(Stack stack, Operation operation, String logicalId, String type, StackEvent.Validation what) {
        synchronized (stack) {
            String id = UUID.randomUUID().toString();
            changes.incrementAndGet();
            var event = new StackEvent(
                    id, logicalId, "", type, times.next(), "", null, null, operation.token, operation.id, what);
            kept.stack(stack, event);
            stack.add(event);
        }
    }
}
