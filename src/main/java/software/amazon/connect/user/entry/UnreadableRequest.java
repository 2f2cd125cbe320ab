package software.amazon.connect.user.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * What is wrong with a request that cannot be read, in words that quote nothing of it. The framework answers and logs
 * the parser's own message, in which the beginning of the request stands: password and credentials.
 */
public final class UnreadableRequest {

    private UnreadableRequest() {}

    /**
     * What reading fails with; empty when it succeeds, or fails in a way that the framework reports without quoting.
     *
     * @param text gives the request's text, decompressed
     * @param reading reads that text as the framework does, and gives back the properties as they were read
     */
    public static Optional<String> reasonOf(Text text, Reading reading) {
        String json;
        try {
            json = text.get();
        } catch (IOException | RuntimeException e) {
            return Optional.of("The request is not a JSON object%s".formatted(place(e)));
        }
        try {
            JSONObject read = new JSONObject(reading.run(json));
            List<String> cut = properties(json)
                    .map(given -> CutNumbers.between(given, read))
                    .orElseGet(List::of);
            return cut.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", cut));
        } catch (MismatchedInputException e) {
            return properties(json).isPresent()
                    ? Optional.empty()
                    : Optional.of("The request cannot be read" + place(e));
        } catch (IOException | RuntimeException e) {
            return Optional.of("The request cannot be read" + place(e));
        }
    }

    /**
     * The properties as they were sent; only a request that has them is compared with the schema by the framework,
     * which then says what does not fit.
     */
    private static Optional<JSONObject> properties(String json) {
        try {
            return Optional.ofNullable(new JSONObject(json).optJSONObject("requestData"))
                    .map(data -> data.optJSONObject("resourceProperties"));
        } catch (JSONException e) {
            return Optional.empty();
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

    /**
     * Reading a request as the framework does; the answer is JSON, the properties of the resource as they were read.
     */
    @FunctionalInterface
    public interface Reading {
        String run(String text) throws IOException;
    }

    /**
     * The numbers of a request that reading it would change without a word: the framework cuts 1.5 to 1 where the
     * schema has an integer, and checks only what is left of it.
     */
    private static final class CutNumbers {
        private final List<String> found = new ArrayList<>();

        private CutNumbers() {}

        /**
         * A sentence for each number that is not the same afterwards.
         *
         * @param given the properties as they were sent
         * @param kept the properties as they were read
         */
        static List<String> between(JSONObject given, JSONObject kept) {
            CutNumbers cut = new CutNumbers();
            cut.compare("", given, kept);
            return cut.found;
        }

        private void compare(String path, Object given, Object kept) {
            if (given instanceof JSONObject object && kept instanceof JSONObject other) {
                object.keySet().stream()
                        .sorted()
                        .forEach(key ->
                                compare(path.isEmpty() ? key : path + "." + key, object.get(key), other.opt(key)));
            } else if (given instanceof JSONArray array && kept instanceof JSONArray other) {
                for (int i = 0; i < array.length(); i++) {
                    compare(path + "." + i, array.get(i), other.opt(i));
                }
            } else if (given instanceof Number number
                    && kept instanceof Number other
                    && number.doubleValue() != other.doubleValue()) {
                found.add("%s must be a whole number, but is %s".formatted(path, number));
            }
        }
    }
}
