package connectlocal.connect;

import com.fasterxml.jackson.databind.node.BooleanNode;
import connectlocal.http.AwsError;
import connectlocal.state.Contents;
import connectlocal.state.Journal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Everything that this Amazon Connect holds, in memory: the instances of a seed and what callers made of them. */
public final class ConnectState {
    private static final String PLACE = "connect";

    private final Journal journal;
    private final Seed seed;
    private final Behaviours behaviours;
    private final InstantSource clock;
    private final Arns arns;
    private final InstanceMaker maker;
    private final Map<String, String> creations = new ConcurrentHashMap<>();
    private volatile Map<String, Instance> instances;
    private long order;

    /**
     * The state that a seed describes.
     *
     * @throws IllegalArgumentException when a user of the seed breaks a rule of the service, naming the user
     */
    public ConnectState(Seed seed, Behaviours behaviours) {
        this(seed, behaviours, InstantSource.system());
    }

    ConnectState(Seed seed, Behaviours behaviours, InstantSource clock) {
        this(seed, behaviours, clock, Journal.NONE, new Contents());
    }

    /**
     * The state that a journal says there is, or, where it says nothing, what a seed describes; changes go into the
     * journal.
     *
     * @throws IllegalArgumentException when a user of the seed breaks a rule of the service, naming the user
     */
    public ConnectState(Seed seed, Behaviours behaviours, Journal journal, Contents kept) {
        this(seed, behaviours, InstantSource.system(), journal, kept);
    }

    private ConnectState(Seed seed, Behaviours behaviours, InstantSource clock, Journal journal, Contents kept) {
        this.journal = journal.under(PLACE);
        this.seed = seed;
        this.behaviours = behaviours;
        this.clock = clock;
        this.arns = Arns.of(seed.region(), seed.accountId());
        this.maker = new InstanceMaker(behaviours, clock, this.journal);
        if (kept.at(PLACE) == null) {
            reset();
        } else {
            instances = restored(kept.below(PLACE));
        }
    }

    private Map<String, Instance> restored(Contents kept) {
        List<String> ids = new ArrayList<>(kept.places());
        ids.sort(Comparator.comparingLong(id -> kept.at(id).get("Order").asLong()));
        Map<String, Instance> restored = new LinkedHashMap<>();
        for (String id : ids) {
            restored.put(id, maker.restored(id, kept.at(id), kept.below(id)));
            order = kept.at(id).get("Order").asLong() + 1;
            if (kept.at(id).hasNonNull(KeptForm.CLIENT_TOKEN)) {
                creations.put(kept.at(id).get(KeptForm.CLIENT_TOKEN).asText(), id);
            }
        }
        return restored;
    }

    /** Forgets every change: the state is the seed's again. */
    public synchronized void reset() {
        Map<String, Instance> fresh = new LinkedHashMap<>();
        seed.instances().forEach(instance -> fresh.put(instance.id(), instance(instance)));
        if (instances != null) {
            instances.values().forEach(instance -> instance.recording().end());
        }
        List<Journal.Change> changes = new ArrayList<>();
        changes.add(new Journal.Change(List.of(), null));
        changes.add(new Journal.Change(List.of(), BooleanNode.TRUE));
        fresh.values().forEach(instance -> changes.addAll(KeptForm.changes(instance, order++, null)));
        journal.write(changes);
        fresh.values().forEach(instance -> instance.recording().begin());
        instances = fresh;
        creations.clear();
    }

    /** What there is, as a seed file that leads back to it. */
    public String asSeed() {
        return SeedForm.write(seed.accountId(), seed.region(), instances());
    }

    /** An instance by id or ARN, which must be ready for use. */
    Instance instance(String reference) {
        Instance found = anyInstance(reference);
        if (!isActive(found)) {
            throw ConnectErrors.invalidRequest("The Amazon Connect instance " + reference
                    + " is not ACTIVE yet; ask DescribeInstance for its InstanceStatus");
        }
        return found;
    }

    boolean isActive(Instance instance) {
        return !clock.instant().isBefore(instance.activeAt());
    }

    /** Adds a new instance unless something is against it; the same client token adds it once. */
    synchronized Instance add(Instance instance, String clientToken, Consumer<List<Instance>> check) {
        if (clientToken != null) {
            Instance before = instances.get(creations.getOrDefault(clientToken, ""));
            if (before != null) {
                return before;
            }
        }
        check.accept(instances());
        journal.write(KeptForm.changes(instance, order++, clientToken));
        instance.recording().begin();
        if (clientToken != null) {
            creations.put(clientToken, instance.id());
        }
        Map<String, Instance> more = new LinkedHashMap<>(instances);
        more.put(instance.id(), instance);
        instances = more;
        return instance;
    }

    /** Removes an instance with everything in it. */
    synchronized void remove(Instance instance) {
        Map<String, Instance> left = new LinkedHashMap<>(instances);
        instance.recording().end();
        journal.write(List.of(new Journal.Change(List.of(instance.id()), null)));
        left.remove(instance.id());
        instances = left;
    }

    /** An instance by id or ARN, ready or not. */
    Instance anyInstance(String reference) {
        Instance found = instances.get(arns.instanceId(reference));
        if (found == null) {
            throw ConnectErrors.notFound("The Amazon Connect instance " + reference + " does not exist");
        }
        return found;
    }

    List<Instance> instances() {
        return List.copyOf(instances.values());
    }

    /** A user of an instance, by id or ARN. */
    User user(Instance instance, String reference) {
        return instance.users().get(arns.id(Arns.Kind.USER, instance.id(), reference));
    }

    /** The same as those see it who only read, maybe as it was before the last writes. */
    User readUser(Instance instance, String reference) {
        return instance.users().read(arns.id(Arns.Kind.USER, instance.id(), reference));
    }

    /** The id of something in an instance that is named by id or ARN and must exist there. */
    String existing(Arns.Kind kind, Instance instance, String reference) {
        String id = arns.id(kind, instance.id(), reference);
        if (!instance.has(kind, id)) {
            throw ConnectErrors.notFound(Arns.missing(kind, instance.id(), reference));
        }
        return id;
    }

    Arns arns() {
        return arns;
    }

    Behaviours behaviours() {
        return behaviours;
    }

    InstantSource clock() {
        return clock;
    }

    String region() {
        return seed.region();
    }

    String accountId() {
        return seed.accountId();
    }

    InstanceMaker maker() {
        return maker;
    }

    private Instance instance(Seed.InstanceSeed from) {
        int limit = from.userLimit() == null ? behaviours.number(Switch.USERS_PER_INSTANCE) : from.userLimit();
        Instance instance = maker.empty(from.id(), from.alias(), from.type(), null, limit, clock.instant());
        Defaults.queueAndHours(instance);
        SeedCatalog.fill(instance, from);
        from.users().forEach(user -> add(instance, user));
        instance.users().catchUp();
        return instance;
    }

    private void add(Instance instance, Seed.UserSeed user) {
        try {
            new NewUsers(this).admit(instance, user.id(), user.input(), true);
            if (user.proficiencies() != null) {
                instance.users()
                        .change(user.id(), new ProficiencyRules(behaviours, instance).associate(user.proficiencies()));
            }
        } catch (AwsError refusal) {
            throw new IllegalArgumentException(user.where() + ": " + refusal.getMessage(), refusal);
        }
    }
}
