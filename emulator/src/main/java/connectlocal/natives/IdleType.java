package connectlocal.natives;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.provider.HandlerError;
import connectlocal.provider.NativeFailure;
import connectlocal.provider.NativeHandler;
import connectlocal.provider.NativeRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A resource type that has an identifier and nothing else to do. */
final class IdleType implements NativeHandler {
    private static final String ID = "Id";

    private final Map<String, ObjectNode> models = new ConcurrentHashMap<>();

    @Override
    public Made create(NativeRequest request, boolean again) {
        String id = UUID.randomUUID().toString();
        models.put(id, request.desired().deepCopy().put(ID, id));
        return new Made(models.get(id), true);
    }

    @Override
    public ObjectNode read(NativeRequest request) {
        return existing(request);
    }

    @Override
    public ObjectNode update(NativeRequest request) {
        String id = existing(request).get(ID).asText();
        models.put(id, request.desired().deepCopy().put(ID, id));
        return models.get(id);
    }

    @Override
    public void delete(NativeRequest request) {
        models.remove(existing(request).get(ID).asText());
    }

    @Override
    public Page list(NativeRequest request) {
        List<ObjectNode> named = models.keySet().stream()
                .sorted()
                .map(id -> Models.object().put(ID, id))
                .toList();
        return new Page(named, Optional.empty());
    }

    void reset() {
        models.clear();
    }

    private ObjectNode existing(NativeRequest request) {
        String id = request.desired().path(ID).asText();
        ObjectNode model = models.get(id);
        if (model == null) {
            throw new NativeFailure(HandlerError.NotFound, "There is no resource " + id);
        }
        return model;
    }
}
