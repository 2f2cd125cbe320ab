package connectlocal.connect;

import connectlocal.connect.wire.Json;
import connectlocal.http.AwsError;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Everything that this Amazon Connect holds, in memory: the instances of a seed and what callers made of them. */
public final class ConnectState {
    private final Seed seed;
    private final Behaviours behaviours;
    private final InstantSource clock;
    private final Arns arns;
    private volatile Map<String, Instance> instances;

    /**
     * The state that a seed describes.
     *
     * @throws IllegalArgumentException when a user of the seed breaks a rule of the service, naming the user
     */
    public ConnectState(Seed seed, Behaviours behaviours) {
        this(seed, behaviours, InstantSource.system());
    }

    ConnectState(Seed seed, Behaviours behaviours, InstantSource clock) {
        this.seed = seed;
        this.behaviours = behaviours;
        this.clock = clock;
        this.arns = Arns.of(seed.region(), seed.accountId());
        reset();
    }

    /** Forgets every change: the state is the seed's again. */
    public void reset() {
        Map<String, Instance> fresh = new LinkedHashMap<>();
        seed.instances().forEach(instance -> fresh.put(instance.id(), instance(instance)));
        instances = fresh;
    }

    /**
     * What there is, to be shown as JSON: instances with their users and everything else. Of a password it says only
     * whether there is one.
     */
    public Object view() {
        List<Object> shown = new ArrayList<>();
        for (Instance instance : instances.values()) {
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("Id", instance.id());
            view.put("Arn", arns.instance(instance.id()));
            view.put("Alias", instance.alias());
            view.put("IdentityManagementType", instance.type());
            view.put("RoutingProfiles", instance.routingProfiles().values());
            view.put("SecurityProfiles", instance.securityProfiles().values());
            view.put("HierarchyGroups", instance.hierarchyGroups().values());
            view.put("PredefinedAttributes", instance.predefinedAttributes());
            view.put("Tags", instance.tags());
            UserView users = new UserView(this, instance);
            view.put(
                    "Users",
                    instance.users().inOrder().values().stream()
                            .map(users::state)
                            .toList());
            shown.add(view);
        }
        return Json.MAPPER.valueToTree(Map.of("Instances", shown));
    }

    /** An instance by id or ARN. */
    Instance instance(String reference) {
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

    private Instance instance(Seed.InstanceSeed from) {
        int limit = from.userLimit() == null ? behaviours.number(Switch.USERS_PER_INSTANCE) : from.userLimit();
        Map<String, Set<String>> attributes = new LinkedHashMap<>();
        from.predefinedAttributes().forEach(attribute -> attributes.put(attribute.name(), attribute.values()));
        Instance instance = new Instance(
                from.id(),
                from.alias(),
                from.type(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                byId(from.routingProfiles(), Instance.Named::id),
                byId(from.securityProfiles(), Instance.Named::id),
                byId(from.hierarchyGroups(), Instance.HierarchyGroup::id),
                attributes,
                new UserStore(from.id(), limit, behaviours, clock),
                new ConcurrentHashMap<>());
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

    private static <T> Map<String, T> byId(List<T> items, Function<T, String> id) {
        return items.stream().collect(Collectors.toMap(id, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    }
}
