package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.connect.user.model.ConnectFailure;
import software.amazon.connect.user.model.ModelRules;
import software.amazon.connect.user.support.Aspects;
import software.amazon.connect.user.support.FakeConnect.Behaviour;
import software.amazon.connect.user.support.FakeConnect.Stored;
import software.amazon.connect.user.support.RandomModels;

/**
 * The law of updates through the handler, on random users and services that show late, in a form of their own, or
 * refuse repetitions: it succeeds, and the user is as an independent reckoning has it.
 */
class ConvergenceLawTest {
    private static final int USERS = 100;

    static Stream<Arguments> services() {
        return Stream.of(
                Arguments.of(Set.of(), 0),
                Arguments.of(Set.of(Behaviour.IDENTITY_MERGES, Behaviour.REFUSES_EXISTING_PAIR), 1),
                Arguments.of(Set.of(Behaviour.REFUSES_EXISTING_PAIR), 2),
                Arguments.of(Set.of(Behaviour.ABSENT_LISTS_CLEAR, Behaviour.REFUSES_EXISTING_PAIR), 4),
                Arguments.of(Set.of(Behaviour.PHONE_GIVES_AFTER_CONTACT_WORK), 0),
                Arguments.of(Set.of(Behaviour.PHONE_GIVES_AFTER_CONTACT_WORK, Behaviour.ABSENT_LISTS_CLEAR), 2),
                Arguments.of(Set.of(Behaviour.NORMALISES_EMAIL), 0),
                Arguments.of(Set.of(Behaviour.SHOWS_ALL_CHANNELS), 0),
                Arguments.of(Set.of(Behaviour.HIDES_UNSET_CHANNELS), 0),
                Arguments.of(Set.of(Behaviour.HIDES_UNSET_CHANNELS), 2),
                Arguments.of(Set.of(Behaviour.NORMALISES_EMAIL, Behaviour.SHOWS_ALL_CHANNELS), 2));
    }

    @ParameterizedTest(name = "{0}, {1} stale reads")
    @MethodSource("services")
    void update_anyUser_endsAsDesired(Set<Behaviour> behaviours, int staleReads) {
        int updates = 0;
        for (long seed = 0; seed < USERS; seed++) {
            RandomModels random = new RandomModels(seed);
            ResourceModel previous = random.model();
            ResourceModel desired = random.like(previous);
            if (breaksRules(previous, desired)) {
                continue;
            }
            updates++;
            Rig rig = new Rig();
            rig.fake.behaviours.addAll(behaviours);
            Stored live = random.user(previous);
            String arn = rig.fake.put(live.user(), live.levels()).toString();
            rig.fake.staleReadsAfterWrites = staleReads;
            desired.setUserArn(arn);
            previous.setUserArn(arn);
            Map<String, Object> expected = Aspects.after(previous, desired, Aspects.of(rig.fake.only()), behaviours);
            Set<String> nobodys = new TreeSet<>(Aspects.nobodysLists(previous, desired, rig.fake.only()));
            if (behaviours.contains(Behaviour.SHOWS_ALL_CHANNELS) && desired.getAutoAcceptConfigs() == null) {
                nobodys.add("list.AutoAcceptConfigs"); // it may be another view of PhoneConfig
            }
            if (behaviours.contains(Behaviour.PHONE_GIVES_AFTER_CONTACT_WORK)
                    && desired.getAfterContactWorkConfigs() == null) {
                nobodys.add("list.AfterContactWorkConfigs"); // PhoneConfig gives it
            }
            var run = rig.update(previous, desired);
            assertThat(run.end().isSuccess()).as("seed %d: %s", seed, run.end()).isTrue();
            Map<String, Object> actual = inLowerCase(Aspects.of(rig.fake.only()));
            expected.keySet().removeAll(nobodys);
            actual.keySet().removeAll(nobodys);
            assertThat(actual)
                    .as("seed %d from %s to %s", seed, Rig.json(previous), Rig.json(desired))
                    .isEqualTo(inLowerCase(expected));
        }
        assertThat(updates).isGreaterThan(USERS / 2);
    }

    private static boolean breaksRules(ResourceModel previous, ResourceModel desired) {
        try {
            ModelRules.check(previous, desired);
            return false;
        } catch (ConnectFailure refused) {
            return true;
        }
    }

    /** The case of an e-mail address is the service's own business. */
    private static Map<String, Object> inLowerCase(Map<String, Object> aspects) {
        Map<String, Object> lower = new TreeMap<>(aspects);
        lower.replaceAll((aspect, value) ->
                aspect.contains("mail") && value instanceof String text ? text.toLowerCase(Locale.ROOT) : value);
        return lower;
    }
}
