package connectlocal.connect;

import connectlocal.connect.Proficiency.Pair;
import connectlocal.http.AwsError;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final Instance instance;

    ProficiencyRules(Behaviours behaviours, Instance instance) {
        this.behaviours = behaviours;
        this.instance = instance;
    }

    UnaryOperator<Settings> associate(List<Proficiency> given) {
        checkOnce(given);
        given.forEach(this::checkPredefined);
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

    private void checkPredefined(Proficiency proficiency) {
        Set<String> values = instance.predefinedAttributes().get(proficiency.attributeName());
        if (values == null) {
            throw ConnectErrors.notFound("The predefined attribute '"
                    + proficiency.attributeName()
                    + "' does not exist in the Amazon Connect instance "
                    + instance.id());
        }
        if (!values.contains(proficiency.attributeValue())) {
            throw ConnectErrors.notFound("The predefined attribute "
                    + proficiency.pair()
                    + " does not exist in the Amazon Connect instance "
                    + instance.id());
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
