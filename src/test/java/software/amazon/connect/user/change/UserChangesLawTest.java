package software.amazon.connect.user.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.connect.slice.model.User;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.Rig;
import software.amazon.connect.user.model.ConnectArn;
import software.amazon.connect.user.model.LiveUser;
import software.amazon.connect.user.support.Aspects;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.FakeConnect.Behaviour;
import software.amazon.connect.user.support.FakeConnect.Stored;
import software.amazon.connect.user.support.Mirror;
import software.amazon.connect.user.support.RandomModels;

/** The law of updates, on thousands of random users: the seed of a failure is in its message. */
class UserChangesLawTest {
    private static final int USERS = 300;
    private static final List<String> ORDER = List.of(
            "DisassociateUserProficiencies",
            "AssociateUserProficiencies",
            "UpdateUserProficiencies",
            "UntagResource",
            "TagResource");

    static Stream<Set<Behaviour>> behaviours() {
        return Stream.of(
                Set.of(),
                Set.of(Behaviour.IDENTITY_MERGES),
                Set.of(Behaviour.ABSENT_LISTS_CLEAR),
                Set.of(Behaviour.PHONE_GIVES_AFTER_CONTACT_WORK),
                Set.of(Behaviour.IDENTITY_MERGES, Behaviour.ABSENT_LISTS_CLEAR));
    }

    /** One random update: a user, what was wanted of it and what is wanted now. */
    private record Case(
            ResourceModel previous, ResourceModel desired, FakeConnect fake, ConnectArn user, Stored before) {
        static Case of(long seed, Set<Behaviour> behaviours) {
            RandomModels random = new RandomModels(seed);
            ResourceModel previous = seed % 10 == 0 ? null : random.model();
            ResourceModel desired = previous == null ? random.model() : random.like(previous);
            FakeConnect fake = new FakeConnect();
            fake.behaviours.addAll(behaviours);
            Stored live = random.user(previous == null ? desired : previous);
            Map<String, String> tags = new HashMap<>(live.user().tags());
            tags.put("aws:cloudformation:stack-name", "stack");
            User.Builder shown = live.user().toBuilder().tags(tags);
            ConnectArn user = fake.put(
                    behaviours.contains(Behaviour.PHONE_MIRRORS_LISTS) ? Mirror.both(shown) : shown.build(),
                    live.levels());
            return new Case(previous, desired, fake, user, fake.only());
        }

        Desired wanted() {
            return Desired.of(
                    previous,
                    desired,
                    withSystemTag(RandomModels.tagMap(previous)),
                    withSystemTag(RandomModels.tagMap(desired)),
                    false);
        }

        /** A tag that only AWS may set, with another value than the user's. */
        private static Map<String, String> withSystemTag(Map<String, String> tags) {
            Map<String, String> all = new HashMap<>(tags);
            all.put("aws:cloudformation:stack-name", "another");
            return all;
        }

        LiveUser live() {
            Stored stored = fake.only();
            return LiveUser.of(user, stored.user(), stored.proficiencies());
        }

        List<ApiCall> act() {
            List<ApiCall> calls = UserChanges.between(user, wanted(), live());
            calls.forEach(call -> send(fake, call));
            return calls;
        }

        private static void send(FakeConnect fake, ApiCall call) {
            fake.api().send(call.step(), call.request());
        }
    }

    @ParameterizedTest
    @MethodSource("behaviours")
    void between_anyUser_holdsWhatIsDesiredAndNothingThatWasDropped(Set<Behaviour> behaviours) {
        for (long seed = 0; seed < USERS; seed++) {
            Case one = Case.of(seed, behaviours);
            Map<String, Object> expected =
                    Aspects.after(one.previous(), one.desired(), Aspects.of(one.before()), behaviours);
            List<ApiCall> calls = one.act();
            Map<String, Object> actual = Aspects.of(one.fake().only());
            Set<String> nobodys = new HashSet<>(Aspects.nobodysLists(one.previous(), one.desired(), one.before()));
            if (behaviours.contains(Behaviour.PHONE_GIVES_AFTER_CONTACT_WORK)
                    && one.desired().getAfterContactWorkConfigs() == null) {
                nobodys.add("list.AfterContactWorkConfigs"); // PhoneConfig gives it
            }
            expected.keySet().removeAll(nobodys);
            actual.keySet().removeAll(nobodys);
            assertThat(actual)
                    .as("seed %d from %s to %s", seed, Rig.json(one.previous()), Rig.json(one.desired()))
                    .isEqualTo(expected);
        }
    }

    static Stream<Set<Behaviour>> mirrors() {
        return behaviours().map(others -> {
            Set<Behaviour> all = new java.util.HashSet<>(others);
            all.add(Behaviour.PHONE_MIRRORS_LISTS);
            return all;
        });
    }

    /**
     * Where PhoneConfig and the lists are two views of the same settings, the form that is asked for holds after one
     * round of calls, and nothing is left to be done, neither for this update nor for the next.
     */
    @ParameterizedTest
    @MethodSource("mirrors")
    void between_whereBothFormsMirrorEachOther_holdsWhatIsDesiredInOneRound(Set<Behaviour> behaviours) {
        for (long seed = 0; seed < USERS; seed++) {
            Case one = Case.of(seed, behaviours);
            one.act();
            LiveUser live = one.live();
            Map<String, Object> shown = Aspects.of(one.fake().only());
            Map<String, Object> wanted = Aspects.of(one.desired());
            wanted.values().removeIf(value -> value instanceof Map<?, ?> list && list.isEmpty());
            boolean softPhone = !"DESK_PHONE".equals(shown.get("phone.PhoneType"));
            wanted.keySet().removeIf(key -> softPhone && key.equals("phone.DeskPhoneNumber"));
            wanted.keySet().removeIf(key -> key.startsWith("list.")); // compared below, without defaults
            assertThat(shown)
                    .as("seed %d from %s to %s", seed, Rig.json(one.previous()), Rig.json(one.desired()))
                    .containsAllEntriesOf(wanted);
            Aspects.listsOf(one.desired()).forEach((list, channels) -> assertThat(shown.getOrDefault(list, Map.of()))
                    .as("%s: %s", Rig.json(one.desired()), list)
                    .isEqualTo(channels));
            assertThat(UserChanges.between(one.user(), one.wanted().asShown(live, false, false), live))
                    .as("seed %d, asked again: %s of %s", seed, Rig.json(live.model()), Rig.json(one.wanted()))
                    .isEmpty();
            Map<String, String> tags = RandomModels.tagMap(one.desired());
            var next = Desired.of(one.desired(), Rig.copy(one.desired()), tags, tags, false);
            assertThat(UserChanges.between(one.user(), next, live))
                    .as("seed %d, the next update: %s of %s", seed, Rig.json(live.model()), Rig.json(one.desired()))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("behaviours")
    void between_anyUser_mergesTagsThreeWay(Set<Behaviour> behaviours) {
        for (long seed = 0; seed < USERS; seed++) {
            Case one = Case.of(seed, behaviours);
            Map<String, String> expected = new TreeMap<>(one.before().user().tags());
            expected.keySet().removeAll(RandomModels.tagMap(one.previous()).keySet());
            expected.putAll(RandomModels.tagMap(one.desired()));
            one.act();
            assertThat(one.fake().only().user().tags())
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderEntriesOf(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("behaviours")
    void between_afterItWasCarriedOut_isEmpty(Set<Behaviour> behaviours) {
        for (long seed = 0; seed < USERS; seed++) {
            Case one = Case.of(seed, behaviours);
            one.act();
            LiveUser live = one.live();
            assertThat(UserChanges.between(one.user(), one.wanted().asShown(live, false, false), live))
                    .as("seed %d, asked again: %s of %s", seed, Rig.json(live.model()), Rig.json(one.wanted()))
                    .isEmpty();
            Map<String, String> tags = RandomModels.tagMap(one.desired());
            ResourceModel same = new RandomModels(seed).shuffled(one.desired());
            var next = Desired.of(one.desired(), same, tags, tags, false);
            assertThat(UserChanges.between(one.user(), next, live))
                    .as("seed %d, the next update", seed)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("behaviours")
    void between_anyUser_sendsEachOperationOnceRemovalsFirstAndTagsLast(Set<Behaviour> behaviours) {
        for (long seed = 0; seed < USERS; seed++) {
            List<String> names =
                    Case.of(seed, behaviours).act().stream().map(ApiCall::name).toList();
            assertThat(Case.of(seed, behaviours).act().stream().map(ApiCall::step))
                    .as("seed %d", seed)
                    .doesNotHaveDuplicates()
                    .isSorted();
            List<String> ordered = names.stream().filter(ORDER::contains).toList();
            assertThat(ordered).as("seed %d", seed).isSortedAccordingTo((a, b) -> ORDER.indexOf(a) - ORDER.indexOf(b));
            assertThat(names.subList(names.size() - ordered.size(), names.size()))
                    .as("seed %d", seed)
                    .isEqualTo(ordered);
        }
    }
}
