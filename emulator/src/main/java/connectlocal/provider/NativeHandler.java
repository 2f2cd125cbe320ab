package connectlocal.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** The handlers of a resource type that is part of the emulator. All of them refuse with {@link NativeFailure}. */
public interface NativeHandler {
    /**
     * Makes a resource, or goes on doing so.
     *
     * @param again whether an earlier call said that it is not finished; the model then holds its identifier
     */
    Made create(NativeRequest request, boolean again);

    /** The resource as it is. */
    ObjectNode read(NativeRequest request);

    /** Changes what differs between the previous and the desired model, and shows the result. */
    ObjectNode update(NativeRequest request);

    /** Removes a resource. */
    void delete(NativeRequest request);

    /** A page of models that hold at least the primary identifier. */
    Page list(NativeRequest request);

    /**
     * What became of a creation.
     *
     * @param finished false when it is to be asked again in a second
     */
    record Made(ObjectNode model, boolean finished) {}

    /** What a list found, and where it goes on. */
    record Page(List<ObjectNode> models, Optional<String> nextToken) {}
}
