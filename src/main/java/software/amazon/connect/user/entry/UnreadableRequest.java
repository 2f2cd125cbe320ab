package software.amazon.connect.user.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
}
