package connectlocal.cloudformation.template.parameters;

import connectlocal.cloudformation.template.model.ParameterDeclaration;
import connectlocal.cloudformation.template.model.TemplateError;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What a parameter's declaration demands of its value. No text of a value is in any refusal. */
final class ParameterRules {
    private static final int LONGEST = 4096;
    private static final Pattern NUMBER =
            Pattern.compile("\\s*[-+]?([0-9]{1,40}(\\.[0-9]{0,40})?|\\.[0-9]{1,40})([eE][-+]?[0-9]{1,3})?\\s*");

    private ParameterRules() {}

    /** Refuses a value in CloudFormation's words; lists are judged member by member. */
    static void check(ParameterDeclaration declared, String value, BoundedMatch match) {
        if (value.length() > LONGEST) {
            throw new TemplateError(
                    "Parameter '" + declared.name() + "' must contain at most " + LONGEST + " characters");
        }
        List<String> values = ParameterTypes.isList(declared.type()) ? ParameterValues.split(value) : List.of(value);
        Predicate<String> allowed = allowed(declared);
        values.forEach(each -> checkOne(declared, each, allowed, match));
    }

    private static void checkOne(
            ParameterDeclaration declared, String value, Predicate<String> allowed, BoundedMatch match) {
        if (ParameterTypes.isNumeric(declared.type())) {
            BigDecimal number =
                    number(value).orElseThrow(() -> new TemplateError(quoted(declared) + "must be a number."));
            require(
                    declared.minValue().map(least -> number.compareTo(least) >= 0),
                    declared,
                    () -> "must be a number not less than " + plain(declared.minValue()));
            require(
                    declared.maxValue().map(most -> number.compareTo(most) <= 0),
                    declared,
                    () -> "must be a number not greater than " + plain(declared.maxValue()));
        } else {
            BigDecimal length = BigDecimal.valueOf(value.length());
            require(
                    declared.minLength().map(least -> length.compareTo(least) >= 0),
                    declared,
                    () -> "must contain at least " + plain(declared.minLength()) + " characters");
            require(
                    declared.maxLength().map(most -> length.compareTo(most) <= 0),
                    declared,
                    () -> "must contain at most " + plain(declared.maxLength()) + " characters");
        }
        require(
                declared.allowedPattern().map(pattern -> match.matches(declared.name(), pattern, value)),
                declared,
                () -> "must match pattern " + declared.allowedPattern().orElseThrow());
        require(Optional.of(allowed.test(value)), declared, () -> "must be one of AllowedValues");
    }

    /** Looked up, not looked through: a list may have two thousand members and AllowedValues many more. */
    private static Predicate<String> allowed(ParameterDeclaration declared) {
        if (declared.allowedValues().isEmpty()) {
            return value -> true;
        }
        Set<String> texts = new HashSet<>(declared.allowedValues());
        if (!ParameterTypes.isNumeric(declared.type())) {
            return texts::contains;
        }
        Set<BigDecimal> numbers = new HashSet<>();
        texts.forEach(text -> shortest(text).ifPresent(numbers::add));
        return value -> texts.contains(value)
                || shortest(value).filter(numbers::contains).isPresent();
    }

    /** The number as no other spelling of it is: 1.0 is 1. */
    private static Optional<BigDecimal> shortest(String text) {
        return number(text).map(BigDecimal::stripTrailingZeros);
    }

    private static void require(Optional<Boolean> holds, ParameterDeclaration declared, Supplier<String> words) {
        if (!holds.orElse(true)) {
            throw new TemplateError(declared.constraintDescription()
                    .map(text -> "Parameter " + declared.name() + " failed to satisfy constraint: " + text)
                    .orElseGet(() -> quoted(declared) + words.get()));
        }
    }

    static Optional<BigDecimal> number(String text) {
        return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text.strip())) : Optional.empty();
    }

    private static String quoted(ParameterDeclaration declared) {
        return "Parameter '" + declared.name() + "' ";
    }

    private static String plain(Optional<BigDecimal> bound) {
        return bound.orElseThrow().stripTrailingZeros().toPlainString();
    }
}
