package connectlocal.lambda;

import connectlocal.http.AwsError;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function as callers name it: by name, partial ARN or ARN, with or without a qualifier.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke, FunctionName and Qualifier</a>
 */
record FunctionReference(String name, Optional<String> qualifier) {
    private static final Pattern FORM =
            Pattern.compile("(?:(?:arn:(?<partition>[a-z-]+):lambda:(?<region>[a-z0-9-]+):)?(?<account>[0-9]{12})"
                    + ":function:|function:)?(?<name>[A-Za-z0-9_-]{1,64})(?::(?<qualifier>[$A-Za-z0-9_-]{1,128}))?");
    private static final Pattern QUALIFIER = Pattern.compile("[$A-Za-z0-9_-]{1,128}");
    private static final String LATEST = "$LATEST";
    private static final int LONGEST_QUOTE = 200;

    /**
     * Reads a reference.
     *
     * @param qualifier the query parameter, which must agree with one in the reference
     * @throws AwsError InvalidParameterValueException for what is no reference, ResourceNotFoundException for one to
     *     another region, AccessDeniedException for one to another account
     */
    static FunctionReference parse(String reference, Optional<String> qualifier, Functions here) {
        Matcher form = FORM.matcher(reference);
        if (!form.matches()) {
            throw invalid(quoted(reference) + " is neither a function's name nor its ARN");
        }
        String region = form.group("region");
        if (region != null && !region.equals(here.region())) {
            throw new AwsError(
                    "ResourceNotFoundException",
                    404,
                    "Functions from '%s' are not reachable in this region ('%s')".formatted(region, here.region()));
        }
        String account = form.group("account");
        if (account != null && !account.equals(here.accountId())) {
            throw new AwsError(
                    "AccessDeniedException",
                    403,
                    "Functions of the account " + account + " cannot be invoked from " + here.accountId());
        }
        Optional<String> own = Optional.ofNullable(form.group("qualifier"));
        qualifier.filter(q -> !QUALIFIER.matcher(q).matches()).ifPresent(bad -> {
            throw invalid("Qualifier " + quoted(bad) + " must have 1 to 128 letters, digits, $, _ or -");
        });
        if (own.isPresent() && qualifier.isPresent() && !own.equals(qualifier)) {
            throw invalid("The derived qualifier from the function name does not match the specified qualifier.");
        }
        return new FunctionReference(form.group("name"), own.or(() -> qualifier));
    }

    /** There are no versions and aliases: whatever another qualifier names is not there. */
    void requireLatest(Functions here) {
        if (!LATEST.equals(qualifier.orElse(LATEST))) {
            throw new AwsError(
                    "ResourceNotFoundException",
                    404,
                    "Function not found: " + here.arn(name) + ":" + qualifier.get()
                            + ". There are neither versions nor aliases here, only " + LATEST + ".");
        }
    }

    /** A name that no function has. */
    static AwsError unknown(String function, Collection<String> names) {
        String known = names.isEmpty()
                ? "No provider is loaded: build the repository's, or start the emulator with"
                        + " --provider JAR --schema FILE."
                : "Functions here: " + String.join(", ", names) + ".";
        return new AwsError("ResourceNotFoundException", 404, "Function not found: " + function + ". " + known);
    }

    static AwsError invalid(String message) {
        return new AwsError("InvalidParameterValueException", 400, message);
    }

    private static String quoted(String text) {
        return '"' + (text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text) + '"';
    }
}
