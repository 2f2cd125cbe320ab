package software.amazon.connect.user.faults;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import software.amazon.cloudformation.Action;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.support.Aspects;

/**
 * Judges how an operation ended by what is in the service then. It takes CloudFormation's rollback to its end first,
 * since a failure is clean only if that leaves all as before. Nothing here asks the code under test what is right.
 */
final class Oracle {
    private final World world;
    private final Task task;
    private final Map<String, Truth> before;
    private final Set<String> nobodys;
    private List<Blow> struck = List.of();

    /** Remembers how things are before the operation. */
    Oracle(World world, Task task) {
        this.world = world;
        this.task = task;
        this.before = Truth.all(world.service);
        this.nobodys = task.action() == Action.UPDATE ? nobodysLists(task.previous(), task.desired()) : Set.of();
    }

    /** Lists by channel that nobody asks for and that may be another view of PhoneConfig. */
    private Set<String> nobodysLists(ResourceModel previous, ResourceModel desired) {
        return world.service.users().stream()
                .filter(stored -> stored.user().arn().equals(task.userArn()))
                .findFirst()
                .map(stored -> Aspects.nobodysLists(previous, desired, stored))
                .orElse(Set.of());
    }

    Verdict judge(Ending ending) {
        struck = world.way.struck();
        if (ending.broken() != null) {
            return Verdict.lost(ending.toString());
        }
        String harm = harmDone();
        if (harm != null) {
            return Verdict.lost(harm);
        }
        return switch (task.action()) {
            case CREATE -> create(ending);
            case UPDATE -> update(ending);
            case DELETE -> delete(ending);
            case READ -> read(ending);
            case LIST -> list(ending);
        };
    }

    /** Whoever the operation is not about is as before; null when that holds. */
    private String harmDone() {
        Map<String, Truth> now = Truth.all(world.service);
        for (var user : before.entrySet()) {
            boolean meant = user.getKey().equals(task.userArn());
            if (!meant && !user.getValue().equals(now.get(user.getKey()))) {
                return "the user %s of somebody else was changed or deleted"
                        .formatted(user.getValue().username());
            }
        }
        return null;
    }

    private Verdict create(Ending ending) {
        Set<String> made = new HashSet<>(Truth.all(world.service).keySet());
        made.removeAll(before.keySet());
        if (ending.succeeded()) {
            if (task.refused()) {
                return Verdict.lost("SUCCESS although the name is taken");
            }
            if (!made.equals(Set.of(ending.model().getUserArn()))) {
                return Verdict.lost("SUCCESS with %s while the users made are %s"
                        .formatted(ending.model().getUserArn(), made));
            }
            return as(ending, Truth.asked(task.desired()), ending.model().getUserArn(), Set.of());
        }
        if (task.refused() && ending.error() == HandlerErrorCode.AlreadyExists) {
            return ending.named() == null
                    ? Verdict.converged()
                    : Verdict.lost("AlreadyExists names a user, which a rollback would delete");
        }
        boolean reached = made.size() == 1
                && Truth.asked(task.desired())
                        .equals(Truth.all(world.service).get(made.iterator().next()));
        if (ending.named() != null) {
            world.way.startAnew();
            Ending deleted = CloudFormation.run(
                    world,
                    Task.delete(ResourceModel.builder().userArn(ending.named()).build()));
            if (!deleted.succeeded() && deleted.error() != HandlerErrorCode.NotFound) {
                return Verdict.lost("the rollback ended with " + deleted);
            }
        }
        return asBefore(ending, reached, "a user is left behind that CloudFormation does not know");
    }

    private Verdict update(Ending ending) {
        Truth expected = before.get(task.userArn()).after(task.previous(), task.desired());
        if (ending.succeeded()) {
            return as(ending, expected, task.userArn(), nobodys);
        }
        if (isWronglyNotFound(ending)) {
            return Verdict.lost("NotFound of a user that is there");
        }
        world.way.startAnew();
        Truth failed = Truth.all(world.service).get(task.userArn());
        Set<String> nobodysNow = nobodysLists(task.desired(), task.previous());
        Ending back = CloudFormation.rollBack(world, task);
        if (!back.succeeded()) {
            return Verdict.lost("the rollback ended with " + back);
        }
        Truth restored = failed.after(task.desired(), task.previous());
        Verdict verdict = as(back, restored, task.userArn(), nobodysNow);
        return verdict.isLost() ? verdict : Verdict.failedClean(ending.toString(), expected.equals(failed));
    }

    private Verdict delete(Ending ending) {
        boolean gone = !Truth.all(world.service).containsKey(task.userArn());
        // A stack takes NotFound for what was asked for.
        if (ending.succeeded() || ending.error() == HandlerErrorCode.NotFound) {
            return gone ? Verdict.converged() : Verdict.lost("taken for deleted, and it is there: " + ending);
        }
        if (!gone) {
            return asBefore(ending, false, "the user was changed");
        }
        String why = "the user is gone, but " + ending;
        return isHiddenDeletion() ? new Verdict(Verdict.Kind.STATED_GAP, why, true) : Verdict.lost(why);
    }

    private Verdict read(Ending ending) {
        if (!ending.succeeded()) {
            return isWronglyNotFound(ending)
                    ? Verdict.lost("NotFound of a user that is there")
                    : asBefore(ending, false, "a read changed something");
        }
        Truth truth = before.get(task.userArn());
        if (!task.userArn().equals(ending.model().getUserArn())) {
            return Verdict.lost("another user was read: " + ending.model().getUserArn());
        }
        Map<String, Object> shown = new HashMap<>(Aspects.said(ending.model()));
        Map<String, Object> unsaid = new HashMap<>(truth.aspects());
        unsaid.keySet().removeAll(shown.keySet());
        unsaid.values().removeAll(Set.of(false, 0));
        shown.entrySet().removeIf(entry -> Objects.equals(truth.aspects().get(entry.getKey()), entry.getValue()));
        return shown.isEmpty() && unsaid.isEmpty()
                ? Verdict.converged()
                : Verdict.lost("the read shows %s otherwise and not %s".formatted(shown, unsaid));
    }

    private Verdict list(Ending ending) {
        if (!ending.succeeded()) {
            return asBefore(ending, false, "a list changed something");
        }
        List<String> names = ending.listed().stream()
                .map(ResourceModel::getUsername)
                .sorted()
                .toList();
        return names.equals(task.listed().stream().sorted().toList())
                ? Verdict.converged()
                : Verdict.lost("the list shows " + names);
    }

    /** After success: the user is as it must be, and what was answered says so. */
    private Verdict as(Ending ending, Truth expected, String userArn, Set<String> nobodys) {
        Truth real = Truth.all(world.service).get(userArn);
        if (real == null) {
            return Verdict.lost("SUCCESS, and the user is gone");
        }
        if (!real.without(nobodys).equals(expected.without(nobodys))) {
            return Verdict.lost("SUCCESS, and " + real.differencesTo(expected));
        }
        Map<String, Object> said = new HashMap<>(Aspects.said(ending.model()));
        said.entrySet().removeIf(entry -> Objects.equals(real.aspects().get(entry.getKey()), entry.getValue()));
        return said.isEmpty() ? Verdict.converged() : Verdict.lost("the answer says otherwise: " + said);
    }

    private Verdict asBefore(Ending ending, boolean reached, String otherwise) {
        return Truth.all(world.service).equals(before)
                ? Verdict.failedClean(ending.toString(), reached)
                : new Verdict(
                        isStatedGap(ending) ? Verdict.Kind.STATED_GAP : Verdict.Kind.LOST,
                        otherwise + ": " + ending,
                        reached);
    }

    /**
     * The gaps that the README states: a process that had made the user died before its first answer was heard, or
     * CreateUser's answer was lost and no look-up told of the user for half a minute, which the error then explains.
     */
    private boolean isStatedGap(Ending ending) {
        if (task.action() != Action.CREATE || ending.named() != null) {
            return false;
        }
        boolean told = ending.message().contains("import it by InstanceArn");
        boolean onlyDied = struck.size() == 1 && ending.unheard();
        if (struck.size() < 2 && !ending.unheard() && !world.neverShowsNewUsers) {
            return false; // the user could have been found
        }
        return onlyDied
                ? told && ending.error() == HandlerErrorCode.AlreadyExists
                : ending.unheard() || told && ending.message().contains("was lost");
    }

    /**
     * A deletion whose answer was not heard, whose repetition is refused, and which late reads hide: two faults and a
     * slow service. CloudFormation still has the user, and deleting it again succeeds.
     */
    private boolean isHiddenDeletion() {
        return world.service.staleReadsAfterWrites > 0 && struck.size() > 1;
    }

    /**
     * What the service says once may come from a place that is behind; what it says twice, nobody could know better.
     */
    private boolean isWronglyNotFound(Ending ending) {
        return ending.error() == HandlerErrorCode.NotFound
                && struck.stream()
                                .filter(blow -> blow.detail().equals("ResourceNotFoundException"))
                                .count()
                        < 2
                && Truth.all(world.service).containsKey(task.userArn());
    }
}
