package connectlocal.connect;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;

/**
 * The users of one instance, found by id and by name without a search. Readers never wait; writers take turns, so that
 * uniqueness and the limit hold whoever writes at the same time.
 */
final class UserStore {
    private final String instanceId;
    private final Integer statedLimit;
    private final int limit;
    private final boolean caseSensitive;
    private final InstantSource clock;
    private final Recording recording;
    private final Map<String, User> byId = new ConcurrentHashMap<>();
    private final Map<String, User> byName = new ConcurrentHashMap<>();
    private final NavigableMap<String, User> inOrder = new ConcurrentSkipListMap<>();
    private final Lag reads;
    private final Lag lists;
    private final Lag searches;
    private long created;

    UserStore(String instanceId, Integer statedLimit, Behaviours behaviours, InstantSource clock, Recording recording) {
        this.instanceId = instanceId;
        this.statedLimit = statedLimit;
        this.limit = statedLimit == null ? behaviours.number(Switch.USERS_PER_INSTANCE) : statedLimit;
        this.caseSensitive = behaviours.is(Switch.USERNAME_CASE, "sensitive");
        this.clock = clock;
        this.recording = recording;
        this.reads = lag(true, behaviours, Switch.STALE_READS, Switch.STALE_READS_MS);
        this.lists = lag(false, behaviours, Switch.STALE_LISTS, Switch.STALE_LISTS_MS);
        this.searches = lag(false, behaviours, Switch.SEARCH_LAG, Switch.SEARCH_LAG_MS);
    }

    private Lag lag(boolean perUser, Behaviours behaviours, Switch looks, Switch millis) {
        return new Lag(perUser, () -> behaviours.number(looks), () -> behaviours.number(millis), clock);
    }

    /** Adds a user unless its name is taken or the instance is full. */
    synchronized User add(String id, String username, boolean passwordSet, String directoryUserId, Settings settings) {
        if (byName.containsKey(folded(username))) {
            throw ConnectErrors.duplicate(
                    "The user " + username + " is already associated with the Amazon Connect instance " + instanceId);
        }
        if (byId.containsKey(id)) {
            throw ConnectErrors.duplicate("The id " + id + " is already that of a user in the instance " + instanceId);
        }
        if (byId.size() >= limit) {
            throw ConnectErrors.limitExceeded(
                    "The Amazon Connect instance " + instanceId + " has reached its limit of " + limit + " users");
        }
        User user = new User(
                String.format("%016x", created++), id, username, passwordSet, directoryUserId, settings, now(), now());
        put(user);
        return user;
    }

    /** Changes a user's settings; what the change refuses is not done. */
    synchronized void change(String id, UnaryOperator<Settings> change) {
        User user = get(id);
        put(user.changed(change.apply(user.settings()), now()));
    }

    synchronized void remove(String id) {
        User user = get(id);
        recording.write(KeptForm.USER, id, null);
        reads.removed(id, user);
        lists.removed(id, user);
        searches.removed(id, user);
        byId.remove(id);
        byName.remove(folded(user.username()));
        inOrder.remove(user.key());
    }

    User get(String id) {
        return present(id, byId.get(id));
    }

    /** A user as those see it who only read, page by page or at once: maybe as it was before the last writes. */
    User read(boolean firstPage, String id) {
        return present(id, seen(firstPage, id).orElse(null));
    }

    /** The same, empty for a user that is not there or not seen yet. */
    Optional<User> seen(boolean firstPage, String id) {
        return Optional.ofNullable(reads.look(firstPage, id, byId.get(id)));
    }

    private User present(String id, User user) {
        if (user == null) {
            throw ConnectErrors.notFound(Arns.missing(Arns.Kind.USER, instanceId, id));
        }
        return user;
    }

    /** All users as those see them who list: maybe as they were before the last writes. */
    NavigableMap<String, User> listed(boolean firstPage) {
        return lists.look(firstPage, inOrder);
    }

    /** All users as those see them who search: maybe as they were before the last writes. */
    NavigableMap<String, User> searched(boolean firstPage) {
        return searches.look(firstPage, inOrder);
    }

    /** Everything written so far is seen by everybody. */
    void catchUp() {
        reads.catchUp();
        lists.catchUp();
        searches.catchUp();
    }

    /** How many writes are held that somebody may not see yet. */
    int held() {
        return reads.held() + lists.held() + searches.held();
    }

    private void written(String id, User before) {
        reads.written(id, before);
        lists.written(id, before);
        searches.written(id, before);
    }

    boolean exists(String id) {
        return byId.containsKey(id);
    }

    /** The user of exactly this name, whatever the case where case does not count. */
    Optional<User> named(String username) {
        return Optional.ofNullable(byName.get(folded(username)));
    }

    /** The user of this id. */
    Optional<User> withId(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** How many there are. */
    int size() {
        return byId.size();
    }

    /** All users in order of creation, by their key; a live view that may be walked while others write. */
    NavigableMap<String, User> inOrder() {
        return inOrder;
    }

    /** Puts users where none are; each keeps its place in the order. */
    synchronized void restore(List<User> users) {
        for (User user : users) {
            put(user);
            created = Math.max(created, Long.parseUnsignedLong(user.key(), 16) + 1);
        }
        catchUp();
    }

    int limit() {
        return limit;
    }

    /** What was said of that for this instance alone; null where the switch decides, at each start anew. */
    Integer statedLimit() {
        return statedLimit;
    }

    private void put(User user) {
        recording.write(KeptForm.USER, user.id(), () -> KeptForm.json(user));
        written(user.id(), byId.get(user.id()));
        byId.put(user.id(), user);
        byName.put(folded(user.username()), user);
        inOrder.put(user.key(), user);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private String folded(String username) {
        return caseSensitive ? username : username.toLowerCase(Locale.ROOT);
    }
}
