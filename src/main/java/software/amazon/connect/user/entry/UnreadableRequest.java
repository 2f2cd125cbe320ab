package software.amazon.connect.user.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * What is wrong with a request that cannot be read, in words that quote nothing of it. The framework answers and logs
 * the parser's own message, in which the beginning of the request stands: password and credentials.
 */
public final class UnreadableRequest {
    /** The properties that the schema has as integers, with a number behind. */
    private static final Pattern INTEGER =
            Pattern.compile("\"(AfterContactWorkTimeLimit)\"\\s*:\\s*\"?(-?[0-9][-+.0-9eE]{0,40})");

    private UnreadableRequest() {}

    /**
     * What reading fails with; empty when it succeeds, or fails in a way that the framework reports without quoting.
     *
     * @param text gives the request's text, decompressed
     * @param reading reads that text as the framework does
     */
    public static Optional<String> reasonOf(Text text, Reading reading) {
        String json;
        try {
            json = text.get();
        } catch (IOException | RuntimeException e) {
            return Optional.of("The request is not a JSON object%s".formatted(place(e)));
        }
        try {
            reading.run(json);
            return fraction(json);
        } catch (MismatchedInputException e) {
            return hasProperties(json) ? Optional.empty() : Optional.of("The request cannot be read" + place(e));
        } catch (IOException | RuntimeException e) {
            return Optional.of("The request cannot be read" + place(e));
        }
    }

    /** A fraction where the schema has an integer, which reading would cut off without a word. */
    private static Optional<String> fraction(String json) {
        Matcher limits = INTEGER.matcher(json);
        while (limits.find()) {
            try {
                if (new BigDecimal(limits.group(2)).stripTrailingZeros().scale() > 0) {
                    return Optional.of(
                            "The request cannot be read: %s must be a whole number".formatted(limits.group(1)));
                }
            } catch (NumberFormatException e) {
                // No number: reading or the schema says so.
            }
        }
        return Optional.empty();
    }

    /** Only such a request is compared with the schema by the framework, which then says what does not fit. */
    private static boolean hasProperties(String json) {
        try {
            JSONObject data = new JSONObject(json).optJSONObject("requestData");
            return data != null && data.optJSONObject("resourceProperties") != null;
        } catch (JSONException e) {
            return false;
        }
    }

    private static String place(Exception error) {
        if (error instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName())
                    .collect(Collectors.joining(".", " at ", ": the value does not fit"));
        }
        if (error instanceof JsonProcessingException parsing && parsing.getLocation() != null) {
            return ", from line %d, column %d"
                    .formatted(
                            parsing.getLocation().getLineNr(),
                            parsing.getLocation().getColumnNr());
        }
        return "";
    }

    /** Giving the text of a request. */
    @FunctionalInterface
    public interface Text {
        String get() throws IOException;
    }

    /** Reading a request as the framework does. */
    @FunctionalInterface
    public interface Reading {
        void run(String text) throws IOException;
    }
}
