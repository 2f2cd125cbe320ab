package connectlocal.http;

import java.util.Optional;
import java.util.function.Consumer;

/** Whoever answers the requests of a server. Nothing is thrown. */
public interface Answerer {
    /**
     * Answers one request, at once or later on another thread.
     *
     * @param then takes the answer, exactly once
     */
    void answer(Request request, Consumer<Response> then);

    /** The refusal of a request by its head alone; its body is not read then. */
    default Optional<Response> turnAway(Request head) {
        return Optional.empty();
    }

    /** Renders the refusal of a request that could not be read whole. */
    default Response refuse(Request request, AwsError error) {
        return RestJson.error(error);
    }
}
