package software.amazon.connect.user;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is wrong with a request that cannot be read, in words that quote nothing of it. The framework answers and logs
 * the parser's own message, in which the beginning of the request stands: password and credentials.
 */
final class UnreadableRequest {

    private UnreadableRequest() {}

    /**
     * What reading fails with; empty when it succeeds, or fails in a way that the framework reports without quoting.
     */
    static Optional<String> reasonOf(Reading reading) throws IOException {
        try {
            reading.run();
            return Optional.empty();
        } catch (MismatchedInputException e) {
            return Optional.empty();
        } catch (JsonMappingException e) {
            String path = e.getPath().stream()
                    .map(step -> step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName())
                    .collect(Collectors.joining("."));
            return Optional.of("The request cannot be read at %s: %s".formatted(path, e.getOriginalMessage()));
        } catch (JsonProcessingException e) {
            return Optional.of("The request is not JSON, from line %d, column %d"
                    .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
        }
    }

    /** Reading a request as the framework does. */
    @FunctionalInterface
    interface Reading {
        void run() throws IOException;
    }
}
