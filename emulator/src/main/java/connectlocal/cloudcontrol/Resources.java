package connectlocal.cloudcontrol;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.AwsError;
import connectlocal.provider.Action;
import connectlocal.provider.ResourceProvider;
import connectlocal.provider.ResourceType;
import java.util.List;
import java.util.Optional;

/** Shows resources: one by its identifier, or many, page by page. */
final class Resources {
    private final Providers providers;
    private final ListPages pages = new ListPages();

    /** What is shown of one resource. */
    record Description(String identifier, ObjectNode properties) {
        ObjectNode json() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("Identifier", identifier)
                    .put("Properties", properties.toString());
        }
    }

    /** A page of them. */
    record Page(List<Description> descriptions, Optional<String> nextToken) {}

    Resources(Providers providers) {
        this.providers = providers;
    }

    /** Forgets the pages that are kept for walks. */
    void reset() {
        pages.clear();
    }

    Description get(String typeName, String identifier) {
        ResourceProvider provider = providers.require(typeName, Action.READ);
        ObjectNode model = Asked.toRead(provider, Changes.identified(provider.type(), identifier))
                .model(identifier);
        return new Description(provider.type().identifiers().of(model).orElseThrow(), model);
    }

    Page list(String typeName, Optional<String> selection, int maxResults, Optional<String> nextToken) {
        ResourceProvider provider = providers.require(typeName, Action.LIST);
        ResourceType type = provider.type();
        ObjectNode selected = selection
                .map(text -> Changes.model("ResourceModel", text))
                .orElseGet(JsonNodeFactory.instance::objectNode);
        List<String> violations = type.listViolations(selected);
        if (!violations.isEmpty()) {
            throw Errors.listViolations(typeName, violations);
        }
        ListPages.Page page = pages.page(provider, selected, maxResults, nextToken);
        var descriptions = page.models().stream()
                .map(model ->
                        new Description(type.identifiers().of(model).orElseThrow(() -> unidentified(typeName)), model))
                .toList();
        return new Page(descriptions, page.nextToken());
    }

    private static AwsError unidentified(String typeName) {
        return new AwsError(
                "HandlerInternalFailureException",
                500,
                "Invalid answer of the LIST handler of " + typeName + ": a model without the primary identifier");
    }
}
