package software.amazon.connect.user.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
     * @param text the request as it came
     * @param decompression gives the text that the framework reads, of one that may be compressed
     * @param reading reads that text as the framework does, and gives back the properties as they were read
     */
    public static Optional<String> reasonOf(String text, Reading decompression, Reading reading) {
        String json;
        try {
            json = decompression.run(text);
        } catch (IOException | RuntimeException e) {
            return Optional.of("The request is not a JSON object%s".formatted(place(e)));
        }
        try {
            JSONObject read = new JSONObject(reading.run(json));
            return properties(json)
                    .map(given -> cut("", given, read).collect(Collectors.joining("; ")))
                    .filter(cut -> !cut.isEmpty());
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

    /** A step of reading a request as the framework does: of its text it makes another. */
    @FunctionalInterface
    public interface Reading {
        String run(String text) throws IOException;
    }

    /**
     * The numbers of a request that reading it would change without a word, a sentence for each: the framework cuts 1.5
     * to 1 where the schema has an integer, and checks only what is left of it.
     *
     * @param given the properties as they were sent, or what stands at a path in them
     * @param kept the same as they were read
     */
    private static Stream<String> cut(String path, Object given, Object kept) {
        if (given instanceof JSONObject object && kept instanceof JSONObject other) {
            return object.keySet().stream()
                    .sorted()
                    .flatMap(key -> cut(path.isEmpty() ? key : path + "." + key, object.get(key), other.opt(key)));
        }
        if (given instanceof JSONArray array && kept instanceof JSONArray other) {
            return IntStream.range(0, array.length())
                    .boxed()
                    .flatMap(i -> cut(path + "." + i, array.get(i), other.opt(i)));
        }
        boolean isCut = given instanceof Number number
                && kept instanceof Number other
                && number.doubleValue() != other.doubleValue();
        return isCut ? Stream.of("%s must be a whole number, but is %s".formatted(path, given)) : Stream.empty();
    }
}
