package connectlocal.cloudcontrol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import connectlocal.provider.Action;
import connectlocal.provider.HandlerRequest;
import connectlocal.provider.PropertyPath;
import connectlocal.provider.ResourceProvider;
import connectlocal.provider.ResourceType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes on creations, updates and deletions: what can be known to be wrong is refused at once, the rest becomes a
 * request whose end the handler decides.
 */
final class Changes {
    private final Providers providers;
    private final Requests requests;
    private final Writers writers;
    private final ClientTokens clientTokens;

    Changes(Providers providers, Requests requests, Writers writers, ClientTokens clientTokens) {
        this.providers = providers;
        this.requests = requests;
        this.writers = writers;
        this.clientTokens = clientTokens;
    }

    ProgressEvent create(String typeName, String desiredState, Optional<String> clientToken) {
        ResourceProvider provider = providers.require(typeName, Action.CREATE);
        String fingerprint = ClientTokens.fingerprint(Change.CREATE, typeName, desiredState);
        return clientTokens
                .once(clientToken, fingerprint, given -> create(provider, desiredState, given))
                .event();
    }

    ProgressEvent update(String typeName, String identifier, String patch, Optional<String> clientToken) {
        ResourceProvider provider = providers.require(typeName, Action.UPDATE);
        providers.require(typeName, Action.READ);
        String fingerprint = ClientTokens.fingerprint(Change.UPDATE, typeName, identifier, patch);
        return clientTokens
                .once(clientToken, fingerprint, given -> update(provider, identifier, patch, given))
                .event();
    }

    ProgressEvent delete(String typeName, String identifier, Optional<String> clientToken) {
        ResourceProvider provider = providers.require(typeName, Action.DELETE);
        String fingerprint = ClientTokens.fingerprint(Change.DELETE, typeName, identifier);
        return clientTokens
                .once(clientToken, fingerprint, given -> delete(provider, identifier, given))
                .event();
    }

    /** A model that somebody sent as JSON text. */
    static ObjectNode model(String name, String text) {
        try {
            if (Json.MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
            throw Errors.invalidRequest(name + " must be a JSON object");
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw Errors.invalidRequest(name
                    + " is not JSON"
                    + (at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr())));
        }
    }

    /** The model of an identifier that somebody sent. */
    static ObjectNode identified(ResourceType type, String identifier) {
        try {
            return type.identifiers().parse(identifier);
        } catch (IllegalArgumentException e) {
            throw Errors.validation(e.getMessage());
        }
    }

    private ResourceRequest create(ResourceProvider provider, String desiredState, Optional<ClientTokens.Given> given) {
        long begun = requests.resets();
        ResourceType type = provider.type();
        ObjectNode desired = model("DesiredState", desiredState);
        List<PropertyPath> readOnly = type.readOnly().stream()
                .filter(path -> !path.isInCollection() && !path.valueIn(desired).isMissingNode())
                .toList();
        if (!readOnly.isEmpty()) {
            throw Errors.validation("Invalid desired state: readOnlyProperties " + readOnly + " cannot be set");
        }
        List<String> violations = type.violations(desired);
        if (!violations.isEmpty()) {
            throw Errors.modelViolations(violations);
        }
        var request = HandlerRequest.of(Action.CREATE, UUID.randomUUID().toString(), desired);
        return alone(provider, Change.CREATE, type.identifiers().of(desired), request, given, begun);
    }

    private ResourceRequest update(
            ResourceProvider provider, String identifier, String patch, Optional<ClientTokens.Given> given) {
        long begun = requests.resets();
        ResourceType type = provider.type();
        PatchDocument document = PatchDocument.parse(patch);
        String token = UUID.randomUUID().toString();
        ObjectNode meant = identified(type, identifier);
        String primary = type.identifiers().of(meant).orElseGet(() -> type.identifiers()
                .of(Asked.toRead(provider, meant).model(identifier))
                .orElseThrow());
        writers.enter(type.name(), primary, token);
        ResourceRequest accepted = null;
        try {
            ObjectNode current = Asked.toRead(provider, type.identifiers().primaryModel(primary))
                    .model(identifier);
            ObjectNode patched = document.apply(current, type.writeOnly());
            UpdateGuard.check(type, current, patched);
            var request = new HandlerRequest(Action.UPDATE, token, patched, Optional.of(current), Optional.empty());
            accepted = requests.accept(provider, Change.UPDATE, primary, request, given, begun);
            return accepted;
        } finally {
            leaveUnless(accepted, token);
        }
    }

    private ResourceRequest delete(ResourceProvider provider, String identifier, Optional<ClientTokens.Given> given) {
        long begun = requests.resets();
        ResourceType type = provider.type();
        Optional<String> primary = primary(provider, identifier);
        ObjectNode model = primary.map(type.identifiers()::primaryModel).orElseGet(() -> identified(type, identifier));
        var request = HandlerRequest.of(Action.DELETE, UUID.randomUUID().toString(), model);
        return alone(provider, Change.DELETE, primary, request, given, begun);
    }

    /** Only a resource whose name is known can be kept from other writers. */
    private ResourceRequest alone(
            ResourceProvider provider,
            Change operation,
            Optional<String> primary,
            HandlerRequest request,
            Optional<ClientTokens.Given> given,
            long begun) {
        primary.ifPresent(id -> writers.enter(provider.type().name(), id, request.token()));
        ResourceRequest accepted = null;
        try {
            accepted = requests.accept(provider, operation, primary.orElse(null), request, given, begun);
            return accepted;
        } finally {
            leaveUnless(accepted, request.token());
        }
    }

    /** A request that was not accepted, whatever was thrown, changes nothing. */
    private void leaveUnless(ResourceRequest accepted, String token) {
        if (accepted == null) {
            writers.leave(token);
        }
    }

    /**
     * The primary identifier of what is meant; an additional one is looked up. Empty when there is no such resource.
     */
    private Optional<String> primary(ResourceProvider provider, String identifier) {
        ResourceType type = provider.type();
        ObjectNode meant = identified(type, identifier);
        Optional<String> primary = type.identifiers().of(meant);
        if (primary.isPresent() || !type.hasHandler(Action.READ)) {
            return primary;
        }
        Asked found = Asked.toRead(provider, meant);
        return found.foundNothing() ? Optional.empty() : type.identifiers().of(found.model(identifier));
    }
}
