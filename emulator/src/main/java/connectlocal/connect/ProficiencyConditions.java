package connectlocal.connect;

import connectlocal.connect.SearchCriteria.Condition;
import connectlocal.connect.SearchCriteria.ListCondition;
import connectlocal.connect.SearchCriteria.NumberCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Turns the conditions of a list into predicates on the proficiencies of users. */
final class ProficiencyConditions {
    private ProficiencyConditions() {}

    /** One proficiency of the user must meet all conditions of the list. */
    static Predicate<User> of(ListCondition condition) {
        List<Predicate<Proficiency>> all = new ArrayList<>();
        for (Condition one : condition.conditions() == null ? List.<Condition>of() : condition.conditions()) {
            if (one.stringCondition() != null) {
                Predicate<String> matches = UserConditions.compare(one.stringCondition());
                all.add(
                        switch (UserConditions.lower(one.stringCondition().fieldName(), "StringCondition.FieldName")) {
                            case "attributename" -> p -> matches.test(p.attributeName());
                            case "attributevalue" -> p -> matches.test(p.attributeValue());
                            default ->
                                throw ConnectErrors.invalidParameter("StringCondition.FieldName in a ListCondition"
                                        + " must be AttributeName or AttributeValue");
                        });
            }
            if (one.numberCondition() != null) {
                all.add(level(one.numberCondition()));
            }
        }
        Predicate<Proficiency> every = UserConditions.every(all);
        return user -> user.settings().proficiencies().stream().anyMatch(every);
    }

    private static Predicate<Proficiency> level(NumberCondition condition) {
        if (!UserConditions.lower(condition.fieldName(), "NumberCondition.FieldName")
                .equals("level")) {
            throw ConnectErrors.invalidParameter("NumberCondition.FieldName must be Level");
        }
        Integer min = condition.minValue();
        Integer max = condition.maxValue();
        String comparison = UserConditions.required(condition.comparisonType(), "NumberCondition.ComparisonType");
        if (comparison.equals("RANGE")) {
            int from = UserConditions.required(min, "NumberCondition.MinValue");
            int to = UserConditions.required(max, "NumberCondition.MaxValue");
            return p -> p.level() >= from && p.level() <= to;
        }
        int bound = comparison.startsWith("LESSER")
                ? UserConditions.required(max == null ? min : max, "NumberCondition.MaxValue")
                : UserConditions.required(min == null ? max : min, "NumberCondition.MinValue");
        return switch (comparison) {
            case "GREATER_OR_EQUAL" -> p -> p.level() >= bound;
            case "GREATER" -> p -> p.level() > bound;
            case "LESSER_OR_EQUAL" -> p -> p.level() <= bound;
            case "LESSER" -> p -> p.level() < bound;
            case "NOT_EQUAL" -> p -> p.level() != bound;
            default -> p -> p.level() == bound;
        };
    }
}
