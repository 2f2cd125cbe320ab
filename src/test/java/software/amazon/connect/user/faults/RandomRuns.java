package software.amazon.connect.user.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.Rig;
import software.amazon.connect.user.model.ConnectFailure;
import software.amazon.connect.user.model.ModelRules;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.RandomModels;
import software.amazon.connect.user.support.Samples;

/** A row of operations, faults, kills and changes by others in one world, each judged as it ends. */
final class RandomRuns {
    /** What happens next. */
    enum Deed {
        CREATE,
        UPDATE,
        DELETE,
        READ,
        /** Somebody else changes the user. */
        DRIFT
    }

    /**
     * Where a fault strikes and which: the kind counts through those that the operation has; a negative one takes the
     * handler's answer away.
     */
    record Hit(int call, int kind) {
        /** The fault that it is, at a call of this operation. */
        Blow blow(String operation) {
            if (kind < 0) {
                return Blow.ANSWER_LOST_WITH_PROCESS;
            }
            List<Blow> blows = Blow.of(operation);
            return blows.get(kind % blows.size());
        }
    }

    /**
     * One step of a run.
     *
     * @param who which of a few names it is about
     * @param seed which model, for what needs one
     */
    record Move(Deed deed, int who, int seed, List<Hit> hits) {}

    private final World world = new World();
    private final Map<String, ResourceModel> recorded = new HashMap<>();
    private int judged;

    /** Carries a run out. Throws AssertionError when something is lost. */
    static RandomRuns of(List<Move> moves) {
        RandomRuns run = new RandomRuns();
        for (int n = 0; n < moves.size(); n++) {
            run.age();
            run.move(n, moves.get(n));
        }
        return run;
    }

    /** How many operations came to a verdict. */
    int judged() {
        return judged;
    }

    private void move(int n, Move move) {
        String name = "user-" + move.who();
        if (move.deed() != Deed.CREATE && !recorded.containsKey(name)) {
            recorded.put(name, world.add(World.named(Samples.plain(), name)));
        }
        ResourceModel model = recorded.get(name);
        switch (move.deed()) {
            case CREATE -> {
                ResourceModel desired = World.named(new RandomModels(move.seed()).model(), name);
                Verdict verdict = judge(n, move, model == null ? Task.create(desired) : Task.refusedCreate(desired));
                if (model == null && verdict.kind() == Verdict.Kind.CONVERGED) {
                    recorded.put(name, withArn(desired, arnOf(name)));
                } else if (model == null && verdict.kind() == Verdict.Kind.STATED_GAP) {
                    world.service.remove(arnOf(name));
                }
            }
            case UPDATE -> {
                if (model != null) {
                    ResourceModel desired =
                            withArn(World.named(new RandomModels(move.seed()).like(model), name), model.getUserArn());
                    if (keepsRules(model, desired)
                            && judge(n, move, Task.update(model, desired)).kind() == Verdict.Kind.CONVERGED) {
                        recorded.put(name, desired);
                    }
                }
            }
            case DELETE -> {
                if (judge(n, move, Task.delete(model)).kind() == Verdict.Kind.CONVERGED) {
                    recorded.remove(name);
                }
            }
            case READ -> judge(n, move, Task.read(model, model.getUserArn()));
            case DRIFT -> drift(model, move.seed());
        }
    }

    private Verdict judge(int n, Move move, Task task) {
        world.way.startAnew();
        move.hits().forEach(this::strike);
        Oracle oracle = new Oracle(world, task);
        Verdict verdict = oracle.judge(CloudFormation.run(world, task));
        world.way.startAnew();
        judged++;
        if (verdict.isLost()) {
            throw new AssertionError("move %d, %s: %s".formatted(n + 1, move, verdict.why()));
        }
        return verdict;
    }

    private void strike(Hit hit) {
        if (hit.kind() < 0) {
            world.way.strike(hit.call(), Blow.ANSWER_LOST_WITH_PROCESS);
        } else {
            world.way.strike(hit.call(), hit::blow);
        }
    }

    /** Time passes between two operations, so that no user is as new as one that is just being made. */
    private void age() {
        Instant longAgo = Instant.now().minus(Duration.ofDays(1));
        for (FakeConnect.Stored stored : world.service.users()) {
            world.service.put(
                    stored.user().toBuilder().lastModifiedTime(longAgo).build(), stored.levels());
        }
    }

    private void drift(ResourceModel model, int seed) {
        FakeConnect.Stored other = new RandomModels(seed).user(model);
        world.service.put(
                other.user().toBuilder()
                        .username(model.getUsername())
                        .id(model.getUserArn().substring(model.getUserArn().lastIndexOf('/') + 1))
                        .build(),
                other.levels());
    }

    private String arnOf(String name) {
        return Truth.all(world.service).entrySet().stream()
                .filter(entry -> entry.getValue().username().equals(name))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining());
    }

    private static ResourceModel withArn(ResourceModel model, String arn) {
        ResourceModel named = Rig.copy(model);
        named.setUserArn(arn);
        return named;
    }

    private static boolean keepsRules(ResourceModel previous, ResourceModel desired) {
        try {
            ModelRules.check(previous, desired);
            return true;
        } catch (ConnectFailure refused) {
            return false;
        }
    }
}
