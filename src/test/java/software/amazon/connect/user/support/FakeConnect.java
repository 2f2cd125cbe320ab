package software.amazon.connect.user.support;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.RequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.services.connect.model.InstanceStatus;
import software.amazon.connect.slice.model.ApiUserProficiency;
import software.amazon.connect.slice.model.User;
import software.amazon.connect.user.api.ConnectApi;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.model.Proficiency;

/**
 * Amazon Connect in memory, as far as the handlers can tell: users and what holds of them, a log of all calls, and
 * faults on demand. The API's operations are in {@link FakeConnectApi}.
 */
public final class FakeConnect {
    public static final String INSTANCE_ID = "11111111-1111-1111-1111-111111111111";
    public static final String INSTANCE = "arn:aws:connect:us-east-1:123456789012:instance/" + INSTANCE_ID;

    /** What the API's documents leave open. */
    public enum Behaviour {
        /** UpdateUserIdentityInfo keeps members that are absent, instead of clearing them. */
        IDENTITY_MERGES,
        /** UpdateUserConfig clears lists that are absent, instead of keeping them. */
        ABSENT_LISTS_CLEAR,
        /** What PhoneConfig sets shows in the lists by channel and the other way round. */
        PHONE_MIRRORS_LISTS,
        /** UpdateUserPhoneConfig sets its time for after-contact work for all channels, as its page says. */
        PHONE_GIVES_AFTER_CONTACT_WORK,
        /** AssociateUserProficiencies refuses a pair that the user has already. */
        REFUSES_EXISTING_PAIR,
        /** E-mail addresses are kept in lower case. */
        NORMALISES_EMAIL,
        /** AutoAcceptConfigs shows further channels as false. */
        SHOWS_ALL_CHANNELS,
        /** The lists by channel show no channel that says as much as one that was never set. */
        HIDES_UNSET_CHANNELS,
        /** UpdateUserIdentityInfo refuses an e-mail address that is none, the empty one included. */
        REFUSES_EMPTY_EMAIL,
        /** Last names are kept to their first five letters. */
        CUTS_LAST_NAMES
    }

    /** One call as it arrived. */
    public record Call(String operation, AwsRequest request) {}

    /** One user and the levels of its proficiencies. */
    public record Stored(String instanceId, User user, SortedMap<Proficiency, Float> levels) {
        /** The proficiencies in the API's shape. */
        public List<ApiUserProficiency> proficiencies() {
            return levels.entrySet().stream()
                    .map(entry -> ApiUserProficiency.builder()
                            .attributeName(entry.getKey().name())
                            .attributeValue(entry.getKey().value())
                            .level(entry.getValue())
                            .build())
                    .toList();
        }

        public Stored with(UnaryOperator<User.Builder> change) {
            return new Stored(instanceId, change.apply(user.toBuilder()).build(), levels);
        }
    }

    public final FakeClock clock = new FakeClock();
    public final Set<Behaviour> behaviours = EnumSet.noneOf(Behaviour.class);
    public final Map<String, String> instances = new LinkedHashMap<>(Map.of(INSTANCE_ID, INSTANCE));
    public final Map<String, InstanceStatus> instanceStatus = new HashMap<>();
    public int pageSize = 100;
    /** How far this Connect's clock is behind the machine's. */
    public Duration clockBehind = Duration.ZERO;
    /** How many reads of each kind show a user, after each of its changes, as it was before. */
    public int staleReadsAfterWrites;
    /** How many more calls of DescribeUser show no tags, which AWS keeps in a service of their own. */
    public int looksWithoutTags;

    private final Map<String, Integer> staleReadsLeft = new HashMap<>();
    private final List<Call> log = new ArrayList<>();
    private final Map<String, Deque<Fault>> faults = new HashMap<>();
    private final Map<String, Stored> users = new LinkedHashMap<>();
    private final Map<String, Stored> before = new HashMap<>();
    private boolean stale;

    public ConnectApi api() {
        return new FakeConnectApi(this);
    }

    /** Lets the next calls of an operation meet these faults, one each. */
    public FakeConnect fail(String operation, Fault... next) {
        faults.computeIfAbsent(operation, name -> new ArrayDeque<>()).addAll(List.of(next));
        return this;
    }

    public FakeConnect fail(String operation, int times, Fault fault) {
        for (int i = 0; i < times; i++) {
            fail(operation, fault);
        }
        return this;
    }

    /** Lets all faults that are still to come not happen. */
    public void heal() {
        faults.clear();
    }

    /** Lets the next reads of a kind show users as they were before the last change of each, whatever comes now. */
    public FakeConnect lag(String operation, int reads) {
        staleReadsLeft.put(operation, reads);
        return this;
    }

    public List<Call> log() {
        return List.copyOf(log);
    }

    public List<String> operations() {
        return log.stream().map(Call::operation).toList();
    }

    public <T extends AwsRequest> List<T> requests(Class<T> type) {
        return log.stream()
                .map(Call::request)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    public void forgetCalls() {
        log.clear();
    }

    public List<Stored> users() {
        return List.copyOf(users.values());
    }

    /** Puts a user there without any call. */
    public ConnectArn put(User user, SortedMap<Proficiency, Float> levels) {
        String id = user.id() == null ? UUID.randomUUID().toString() : user.id();
        String arn = INSTANCE + "/agent/" + id;
        users.put(id, new Stored(INSTANCE_ID, user.toBuilder().id(id).arn(arn).build(), levels));
        before.put(id, users.get(id));
        return ConnectArn.of(ConnectArn.USER, "UserArn", arn);
    }

    public Stored only() {
        if (users.size() != 1) {
            throw new AssertionError("There are " + users.size() + " users");
        }
        return users.values().iterator().next();
    }

    /** Takes a user away without any call. */
    public void remove(String arn) {
        users.remove(ConnectArn.idOf(arn));
        before.remove(ConnectArn.idOf(arn));
    }

    public <R> R call(AwsRequest request, Supplier<R> effect) {
        String operation = request.getClass().getSimpleName().replaceFirst("Request$", "");
        log.add(new Call(operation, request));
        Fault fault = faults.getOrDefault(operation, new ArrayDeque<>()).poll();
        if (fault == null) {
            return effect.get();
        }
        if (fault.before() != null) {
            clock.advance(fault.takes());
            throw fault.before();
        }
        Duration patience = patience(request);
        boolean tooLate = fault.takes().compareTo(patience) > 0;
        clock.advance(tooLate ? patience : fault.takes());
        stale = fault.stale();
        try {
            R answer = effect.get();
            if (tooLate) {
                throw ApiCallAttemptTimeoutException.create(patience.toMillis());
            }
            if (fault.after() != null) {
                throw fault.after();
            }
            return answer;
        } finally {
            stale = false;
        }
    }

    /** How long the caller waits for the answer, as clients of the SDK do. */
    private static Duration patience(AwsRequest request) {
        return request.overrideConfiguration()
                .flatMap(RequestOverrideConfiguration::apiCallAttemptTimeout)
                .orElse(Duration.ofHours(1));
    }

    /** One user as a read shows it that may come too soon after a change. */
    public Stored look(String operation, String instanceId, String userId) {
        int left = staleReadsLeft.getOrDefault(operation, 0);
        staleReadsLeft.put(operation, Math.max(0, left - 1));
        return find(stale || left > 0 ? before : users, instanceId, userId);
    }

    private void remember(String id, Stored stored) {
        boolean isStillOld = staleReadsLeft.values().stream().anyMatch(left -> left > 0);
        if (!isStillOld) {
            before.put(id, stored);
        }
        staleReadsLeft.merge("DescribeUser", staleReadsAfterWrites, Math::max);
        staleReadsLeft.merge("ListUserProficiencies", staleReadsAfterWrites, Math::max);
    }

    /** The users of an instance, as the call under way may see them. */
    public List<Stored> visible(String instanceId) {
        return (stale ? before : users)
                .values().stream()
                        .filter(Objects::nonNull)
                        .filter(stored -> stored.instanceId().equals(instanceId))
                        .toList();
    }

    public Stored read(String instanceId, String userId) {
        return find(stale ? before : users, instanceId, userId);
    }

    private static Stored find(Map<String, Stored> among, String instanceId, String userId) {
        Stored stored = among.get(ConnectArn.idOf(userId));
        if (stored == null || !stored.instanceId().equals(ConnectArn.idOf(instanceId))) {
            throw Fault.error("ResourceNotFoundException", 404, "User not found");
        }
        return stored;
    }

    public void write(String instanceId, String userId, UnaryOperator<Stored> change) {
        Stored stored = read(instanceId, userId);
        Stored changed = change.apply(stored);
        if (!changed.equals(stored)) {
            remember(stored.user().id(), stored);
            users.put(stored.user().id(), changed.with(user -> user.lastModifiedTime(now())));
        }
    }

    public void add(Stored created) {
        remember(created.user().id(), null);
        users.put(created.user().id(), created);
    }

    public void delete(String instanceId, String userId) {
        Stored gone = read(instanceId, userId);
        remember(gone.user().id(), gone);
        users.remove(gone.user().id());
    }

    /** The time on this Connect's clock. */
    public Instant now() {
        return Instant.now().minus(clockBehind);
    }

    public boolean behaves(Behaviour behaviour) {
        return behaviours.contains(behaviour);
    }

    /** A page of a list; tokens count items. */
    public <T> Page<T> page(List<T> all, String token, int atMost) {
        if (token != null && !token.matches("at-[0-9]+")) {
            throw Fault.error("InvalidParameterException", 400, "InvalidToken");
        }
        int from = token == null ? 0 : Integer.parseInt(token.substring(3));
        int to = Math.min(all.size(), from + Math.min(atMost, pageSize));
        return new Page<>(all.subList(from, to), to < all.size() ? "at-" + to : null);
    }

    public record Page<T>(List<T> items, String next) {}

    public static SortedMap<Proficiency, Float> noLevels() {
        return new TreeMap<>();
    }
}
