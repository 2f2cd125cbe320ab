package connectlocal.connect;

import connectlocal.http.AwsError;
import connectlocal.state.Contents;
import connectlocal.state.Keep;
import java.time.InstantSource;
import java.util.List;

/** Everything that this Amazon Connect holds, in memory: the instances of a seed and what callers made of them. */
public final class ConnectState {
    private static final String PLACE = "connect";

    private final Seed seed;
    private final Behaviours behaviours;
    private final InstantSource clock;
    private final Arns arns;
    private final InstanceMaker maker;
    private final InstanceRegister register;

    /**
     * The state that a seed describes.
     *
     * @throws IllegalArgumentException when a user of the seed breaks a rule of the service, naming the user
     */
    public ConnectState(Seed seed, Behaviours behaviours) {
        this(seed, behaviours, InstantSource.system());
    }

    ConnectState(Seed seed, Behaviours behaviours, InstantSource clock) {
        this(seed, behaviours, clock, Keep.NOTHING);
    }

    /**
     * The state that was kept, or, where nothing was, what a seed describes; changes are kept too.
     *
     * @throws IllegalArgumentException when a user of the seed breaks a rule of the service, naming the user
     */
    public ConnectState(Seed seed, Behaviours behaviours, Keep keep) {
        this(seed, behaviours, InstantSource.system(), keep);
    }

    private ConnectState(Seed seed, Behaviours behaviours, InstantSource clock, Keep keep) {
        var inside = new InstanceJournal(keep.at(PLACE));
        Contents kept = keep.found();
        this.register = new InstanceRegister(inside);
        this.seed = seed;
        this.behaviours = behaviours;
        this.clock = clock;
        this.arns = Arns.of(seed.region(), seed.accountId());
        this.maker = new InstanceMaker(behaviours, clock, inside);
        if (kept.at(PLACE) == null) {
            reset();
        } else {
            register.restore(kept.below(PLACE), maker);
        }
    }

    /** Forgets every change: the state is the seed's again. */
    public synchronized void reset() {
        register.become(seed.instances().stream().map(this::instance).toList());
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

    /** An instance by id or ARN, ready or not. */
    Instance anyInstance(String reference) {
        Instance found = register.find(arns.instanceId(reference));
        if (found == null) {
            throw ConnectErrors.notFound("The Amazon Connect instance " + reference + " does not exist");
        }
        return found;
    }

    List<Instance> instances() {
        return register.all();
    }

    /** A user of an instance, by id or ARN, as those find it who write. */
    User user(Instance instance, String reference) {
        User user = instance.users().get(arns.id(Arns.Kind.USER, instance.id(), reference));
        requireKnown(instance, user.id());
        return user;
    }

    /** Refuses a user that was made just before and is not known yet. */
    void requireKnown(Instance instance, String userId) {
        if (instance.catalog().newcomers().hides(userId)) {
            throw ConnectErrors.notFound(Arns.missing(Arns.Kind.USER, instance.id(), userId));
        }
    }

    /**
     * The same as those see it who only read, maybe as it was before the last writes.
     *
     * @param firstPage whether the reader begins here, and does not go on with a list
     */
    User readUser(boolean firstPage, Instance instance, String reference) {
        return instance.users().read(firstPage, arns.id(Arns.Kind.USER, instance.id(), reference));
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

    /** Which instances there are, for who makes and removes some. */
    InstanceRegister register() {
        return register;
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
