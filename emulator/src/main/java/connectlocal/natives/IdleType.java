package connectlocal.natives;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import connectlocal.provider.HandlerError;
import connectlocal.provider.NativeFailure;
import connectlocal.provider.NativeHandler;
import connectlocal.provider.NativeRequest;
import connectlocal.state.Keep;
import connectlocal.state.NotKept;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A resource type that has an identifier and nothing else to do. What there is of it is written down, sealed: the
 * stacks that it is part of are there after a restart, and they update and delete it.
 */
final class IdleType implements NativeHandler {
    private static final String ID = "Id";
    private static final String SEALED = "Sealed";

    private final Keep keep;
    private final Map<String, ObjectNode> models = new TreeMap<>();

    /** @param keep where models are written down, and what was written down before */
    IdleType(Keep keep) {
        this.keep = keep;
        keep.found()
                .all()
                .forEach((thing, json) ->
                        models.put(thing.get(0), read(json.path(SEALED).asText())));
        keep.taken();
    }

    @Override
    public synchronized Made create(NativeRequest request, boolean again) {
        return new Made(put(UUID.randomUUID().toString(), request.desired()), true);
    }

    @Override
    public synchronized ObjectNode read(NativeRequest request) {
        return existing(request);
    }

    @Override
    public synchronized ObjectNode update(NativeRequest request) {
        return put(existing(request).get(ID).asText(), request.desired());
    }

    @Override
    public synchronized void delete(NativeRequest request) {
        String id = existing(request).get(ID).asText();
        written(() -> keep.remove(id));
        models.remove(id);
    }

    @Override
    public synchronized Page list(NativeRequest request) {
        List<ObjectNode> named =
                models.keySet().stream().map(id -> Models.object().put(ID, id)).toList();
        return new Page(named, Optional.empty());
    }

    synchronized void reset() {
        keep.remove();
        models.clear();
    }

    private ObjectNode put(String id, ObjectNode desired) {
        ObjectNode model = desired.deepCopy().put(ID, id);
        written(() -> keep.put(() -> Models.object().put(SEALED, keep.seal(model.toString())), id));
        models.put(id, model);
        return model;
    }

    private ObjectNode existing(NativeRequest request) {
        String id = request.desired().path(ID).asText();
        ObjectNode model = models.get(id);
        if (model == null) {
            throw new NativeFailure(HandlerError.NotFound, "There is no resource " + id);
        }
        return model;
    }

    /** What cannot be written down is not made. */
    private static void written(Runnable write) {
        try {
            write.run();
        } catch (NotKept e) {
            throw new NativeFailure(HandlerError.ServiceInternalError, e.getMessage());
        }
    }

    private ObjectNode read(String sealed) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(keep.unseal(sealed));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was sealed was JSON", e);
        }
    }
}
