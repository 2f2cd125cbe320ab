package connectlocal.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a type's list handler asks of the model that selects what is listed. Its own schema names properties by
 * reference to the type's, so a model is checked within a copy of the type's definition that requires and allows what
 * it says.
 */
final class ListRules {
    private final JsonNode schema;
    private final Optional<ModelRules> rules;

    ListRules(JsonNode definition) {
        this.schema = definition.path("handlers").path("list").path("handlerSchema");
        this.rules = rules(definition);
    }

    List<String> violations(JsonNode model) {
        return rules.map(r -> r.violations(model)).orElseGet(List::of);
    }

    /** The properties without which nothing is listed. */
    List<String> needs() {
        var names = new ArrayList<String>();
        schema.path("required").forEach(name -> names.add(name.asText()));
        return List.copyOf(names);
    }

    private Optional<ModelRules> rules(JsonNode definition) {
        if (!(schema instanceof ObjectNode own) || !(definition instanceof ObjectNode whole)) {
            return Optional.empty();
        }
        ObjectNode copy = whole.deepCopy();
        for (String keyword : List.of("required", "oneOf", "anyOf", "allOf")) {
            copy.remove(keyword);
            if (own.has(keyword)) {
                copy.set(keyword, own.get(keyword));
            }
        }
        return Optional.of(new ModelRules(copy));
    }
}
