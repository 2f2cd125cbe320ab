package connectlocal.connect;

import connectlocal.connect.Proficiency.Pair;
import connectlocal.http.AwsError;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What the three proficiency operations do to a user's settings, as pure changes that refuse or hold as a whole.
 *
 * <p>Source: <a href="https://docs.aws.amazon.com/connect/latest/APIReference/API_AssociateUserProficiencies.html">
 * AssociateUserProficiencies</a> and its two siblings; the quota of ten is L-50375162.
 */
final class ProficiencyRules {
    private final Behaviours behaviours;
    private final String instanceId;
    private final Function<String, Set<String>> predefined;

    ProficiencyRules(Behaviours behaviours, Instance instance) {
        this(behaviours, instance.id(), instance::predefinedValues);
    }

    /** @param predefined the values of a predefined attribute, null where there is no such attribute */
    ProficiencyRules(Behaviours behaviours, String instanceId, Function<String, Set<String>> predefined) {
        this.behaviours = behaviours;
        this.instanceId = instanceId;
        this.predefined = predefined;
    }

    UnaryOperator<Settings> associate(List<Proficiency> given) {
        checkOnce(given);
        Map<String, Optional<Set<String>>> values = new HashMap<>();
        given.forEach(proficiency -> checkPredefined(
                proficiency,
                values.computeIfAbsent(
                        proficiency.attributeName(), name -> Optional.ofNullable(predefined.apply(name)))));
        return settings -> {
            Map<Pair, Proficiency> all = byPair(settings);
            for (Proficiency proficiency : given) {
                if (all.put(proficiency.pair(), proficiency) != null
                        && behaviours.is(Switch.ASSOCIATE_EXISTING, "refuse")) {
                    throw ConnectErrors.invalidRequest("The user already has the proficiency " + proficiency.pair()
                            + "; UpdateUserProficiencies changes levels");
                }
            }
            int most = behaviours.number(Switch.PROFICIENCIES_PER_USER);
            if (all.size() > most) {
                throw tooMany("A user may have at most " + most + " proficiencies; this would make it " + all.size());
            }
            return with(settings, all);
        };
    }

    UnaryOperator<Settings> update(List<Proficiency> given) {
        checkOnce(given);
        return settings -> {
            Map<Pair, Proficiency> all = byPair(settings);
            for (Proficiency proficiency : given) {
                if (all.replace(proficiency.pair(), proficiency) == null) {
                    throw missing(proficiency.pair());
                }
            }
            return with(settings, all);
        };
    }

    UnaryOperator<Settings> disassociate(List<Proficiency> given) {
        checkOnce(given);
        return settings -> {
            Map<Pair, Proficiency> all = byPair(settings);
            for (Proficiency proficiency : given) {
                if (all.remove(proficiency.pair()) == null && behaviours.is(Switch.DISASSOCIATE_ABSENT, "refuse")) {
                    throw missing(proficiency.pair());
                }
            }
            return with(settings, all);
        };
    }

    private static void checkOnce(List<Proficiency> given) {
        Set<Pair> seen = new HashSet<>();
        for (Proficiency proficiency : given) {
            if (!seen.add(proficiency.pair())) {
                throw ConnectErrors.invalidParameter(
                        "UserProficiencies must not include " + proficiency.pair() + " more than once");
            }
        }
    }

    private void checkPredefined(Proficiency proficiency, Optional<Set<String>> values) {
        if (values.isEmpty()) {
            throw ConnectErrors.notFound("The predefined attribute '"
                    + proficiency.attributeName()
                    + "' does not exist in the Amazon Connect instance "
                    + instanceId);
        }
        if (!values.get().contains(proficiency.attributeValue())) {
            throw ConnectErrors.notFound("The predefined attribute "
                    + proficiency.pair()
                    + " does not exist in the Amazon Connect instance "
                    + instanceId);
        }
    }

    private AwsError tooMany(String message) {
        return behaviours.is(Switch.TOO_MANY_PROFICIENCIES, "LimitExceededException")
                ? ConnectErrors.limitExceeded(message)
                : ConnectErrors.invalidRequest(message);
    }

    private static AwsError missing(Pair pair) {
        return ConnectErrors.notFound("The user does not have the proficiency " + pair);
    }

    private static Map<Pair, Proficiency> byPair(Settings settings) {
        return settings.proficiencies().stream()
                .collect(Collectors.toMap(Proficiency::pair, p -> p, (a, b) -> b, LinkedHashMap::new));
    }

    private static Settings with(Settings settings, Map<Pair, Proficiency> all) {
        return settings.withProficiencies(
                all.values().stream().sorted(Proficiency.BY_NAME_AND_VALUE).toList());
    }
}
