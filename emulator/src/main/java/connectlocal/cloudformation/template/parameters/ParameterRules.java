package connectlocal.cloudformation.template.parameters;

import connectlocal.cloudformation.template.model.ParameterDeclaration;
import connectlocal.cloudformation.template.model.TemplateError;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What a parameter's declaration demands of its value. No text of a value is in any refusal. */
final class ParameterRules {
    private static final int LONGEST = 4096;
    private static final Pattern NUMBER =
            Pattern.compile("\\s*[-+]?([0-9]{1,40}(\\.[0-9]{0,40})?|\\.[0-9]{1,40})([eE][-+]?[0-9]{1,3})?\\s*");

    private ParameterRules() {}

    /** Refuses a value in CloudFormation's words; lists are judged member by member. */
    static void check(ParameterDeclaration declared, String value) {
        if (value.length() > LONGEST) {
            throw new TemplateError(
                    "Parameter '" + declared.name() + "' must contain at most " + LONGEST + " characters");
        }
        List<String> values = ParameterTypes.isList(declared.type()) ? ParameterValues.split(value) : List.of(value);
        values.forEach(each -> checkOne(declared, each));
    }

    private static void checkOne(ParameterDeclaration declared, String value) {
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
                declared.allowedPattern().map(pattern -> BoundedMatch.matches(declared.name(), pattern, value)),
                declared,
                () -> "must match pattern " + declared.allowedPattern().orElseThrow());
        boolean restricted = !declared.allowedValues().isEmpty();
        require(Optional.of(!restricted || allowed(declared, value)), declared, () -> "must be one of AllowedValues");
    }

    private static boolean allowed(ParameterDeclaration declared, String value) {
        if (declared.allowedValues().contains(value)) {
            return true;
        }
        Optional<BigDecimal> number = ParameterTypes.isNumeric(declared.type()) ? number(value) : Optional.empty();
        return number.isPresent()
                && declared.allowedValues().stream()
                        .map(ParameterRules::number)
                        .flatMap(Optional::stream)
                        .anyMatch(other -> other.compareTo(number.get()) == 0);
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
