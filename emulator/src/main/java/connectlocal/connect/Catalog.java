package connectlocal.connect;

import java.time.InstantSource;
import java.util.function.Function;

/**
 * What the users of one instance refer to, and what that refers to in turn. Whoever changes something that others name
 * holds this object's monitor, so that nothing is deleted while a reference to it is made.
 */
final class Catalog {
    private final Shelf hours;
    private final Shelf queues;
    private final Shelf routingProfiles;
    private final Shelf securityProfiles;
    private final Shelf hierarchyGroups;
    private final Shelf attributes;
    private final RecordedMap<Integer, Level> levels;
    private final Newcomers newcomers;

    /** A level of the hierarchy, 1 to 5, that has a name. */
    record Level(String name, java.time.Instant modified) {}

    Catalog(String instanceId, Behaviours behaviours, InstantSource clock, Recording recording) {
        this.newcomers = new Newcomers(() -> behaviours.number(Switch.LATE_REFERENCES_MS), clock);
        this.levels = new RecordedMap<>(recording, KeptForm.LEVEL, KeptForm::json);
        this.hours = shelf(
                Arns.Kind.HOURS_OF_OPERATION, instanceId, Switch.HOURS_PER_INSTANCE, behaviours, clock, recording);
        this.queues = shelf(Arns.Kind.QUEUE, instanceId, Switch.QUEUES_PER_INSTANCE, behaviours, clock, recording);
        this.routingProfiles = shelf(
                Arns.Kind.ROUTING_PROFILE,
                instanceId,
                Switch.ROUTING_PROFILES_PER_INSTANCE,
                behaviours,
                clock,
                recording);
        this.securityProfiles = shelf(
                Arns.Kind.SECURITY_PROFILE,
                instanceId,
                Switch.SECURITY_PROFILES_PER_INSTANCE,
                behaviours,
                clock,
                recording);
        this.hierarchyGroups = new Shelf(
                Arns.Kind.HIERARCHY_GROUP.inWords,
                instanceId,
                () -> behaviours.number(Switch.HIERARCHY_GROUPS_PER_INSTANCE),
                group -> group.text("ParentGroupId") + "/" + group.name(),
                clock,
                recording,
                Arns.Kind.HIERARCHY_GROUP.name());
        this.attributes = new Shelf(
                "predefined attribute",
                instanceId,
                () -> behaviours.number(Switch.PREDEFINED_ATTRIBUTES_PER_INSTANCE),
                Item::id,
                clock,
                recording,
                KeptForm.PREDEFINED_ATTRIBUTE);
    }

    private static Shelf shelf(
            Arns.Kind kind,
            String instanceId,
            Switch limit,
            Behaviours behaviours,
            InstantSource clock,
            Recording recording) {
        Function<Item, String> byName = Item::name;
        return new Shelf(
                kind.inWords, instanceId, () -> behaviours.number(limit), byName, clock, recording, kind.name());
    }

    /** Everything of a kind but users. */
    Shelf shelf(Arns.Kind kind) {
        return switch (kind) {
            case HOURS_OF_OPERATION -> hours;
            case QUEUE -> queues;
            case ROUTING_PROFILE -> routingProfiles;
            case SECURITY_PROFILE -> securityProfiles;
            case HIERARCHY_GROUP -> hierarchyGroups;
            case USER -> throw new IllegalArgumentException("users are kept in a store of their own");
        };
    }

    /** Predefined attributes; the name is the id. */
    Shelf attributes() {
        return attributes;
    }

    /** What was made here just before, users too. */
    Newcomers newcomers() {
        return newcomers;
    }

    /** The named levels of the hierarchy by their number. */
    RecordedMap<Integer, Level> levels() {
        return levels;
    }
}
