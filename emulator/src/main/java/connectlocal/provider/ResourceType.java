package connectlocal.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a resource type's schema says beyond the shape of its models: how resources are identified, which properties are
 * special, and which handlers there are.
 *
 * @see <a href="https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html">Resource
 *     type schema</a>
 */
public final class ResourceType {
    private static final int DEFAULT_TIMEOUT_MINUTES = 120;

    private final String name;
    private final JsonNode definition;
    private final Identifiers identifiers;
    private final List<PropertyPath> readOnly;
    private final List<PropertyPath> writeOnly;
    private final List<PropertyPath> createOnly;
    private final ModelRules rules;
    private final ListRules listRules;

    private ResourceType(JsonNode definition) {
        this.definition = definition;
        this.name = definition.path("typeName").asText();
        this.identifiers = new Identifiers(
                paths(definition.path("primaryIdentifier")),
                stream(definition.path("additionalIdentifiers"))
                        .map(ResourceType::paths)
                        .toList(),
                new IdentifierForm(definition));
        this.readOnly = paths(definition.path("readOnlyProperties"));
        this.writeOnly = paths(definition.path("writeOnlyProperties"));
        this.createOnly = paths(definition.path("createOnlyProperties"));
        this.rules = new ModelRules(definition);
        this.listRules = new ListRules(definition);
    }

    /**
     * Reads a schema.
     *
     * @throws IllegalArgumentException what is missing or wrong in which file
     */
    public static ResourceType load(Path schema) {
        try {
            JsonNode definition = Json.MAPPER.readTree(Files.readAllBytes(schema));
            SchemaCheck.check(definition);
            return of(definition);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("schema " + schema + ": " + e.getMessage(), e);
        }
    }

    static ResourceType of(JsonNode definition) {
        if (paths(definition.path("primaryIdentifier")).isEmpty()) {
            throw new IllegalArgumentException("primaryIdentifier must name at least one property");
        }
        return new ResourceType(definition);
    }

    /** For example {@code AWS::Connect::User}. */
    public String name() {
        return name;
    }

    /** How resources of this type are named. */
    public Identifiers identifiers() {
        return identifiers;
    }

    /** Properties that only the handler sets. */
    public List<PropertyPath> readOnly() {
        return readOnly;
    }

    /** Properties that are never shown. */
    public List<PropertyPath> writeOnly() {
        return writeOnly;
    }

    /** Properties that cannot change after creation. */
    public List<PropertyPath> createOnly() {
        return createOnly;
    }

    /** Properties of which only the handler knows whether they can change. */
    public List<PropertyPath> conditionalCreateOnly() {
        return paths(definition.path("conditionalCreateOnlyProperties"));
    }

    /** The identifiers by which a resource can be named, the primary one first. */
    public List<List<PropertyPath>> allIdentifiers() {
        var all = new ArrayList<List<PropertyPath>>();
        all.add(paths(definition.path("primaryIdentifier")));
        definition.path("additionalIdentifiers").forEach(names -> all.add(paths(names)));
        return all;
    }

    /** The schema itself, which callers do not change. */
    public JsonNode definition() {
        return definition;
    }

    /** Whether tags of a stack reach its resources of this type. */
    public boolean isTaggable() {
        JsonNode tagging = definition.path("tagging");
        return tagging.path("taggable").asBoolean(definition.path("taggable").asBoolean(true));
    }

    /** Whether CloudFormation adds tags of its own. */
    public boolean takesSystemTags() {
        return isTaggable()
                && definition.path("tagging").path("cloudFormationSystemTags").asBoolean(true);
    }

    /** The property that holds the tags. */
    public String tagProperty() {
        return PropertyPath.of(definition.path("tagging").path("tagProperty").asText("/properties/Tags"))
                .name();
    }

    /** Whether a resource that is replaced must go before its successor comes. */
    public boolean deletesBeforeCreating() {
        return definition.path("replacementStrategy").asText().equals("delete_then_create");
    }

    /** Whether the type has this handler. */
    public boolean hasHandler(Action action) {
        return definition.path("handlers").has(action.handler());
    }

    /** How long an operation may take, all invocations and waits together. */
    public Duration operationLimit(Action action) {
        JsonNode minutes = definition.path("handlers").path(action.handler()).path("timeoutInMinutes");
        return Duration.ofMinutes(minutes.asInt(DEFAULT_TIMEOUT_MINUTES));
    }

    /** Everything in a model that the schema does not allow, in AWS's words, values left out. */
    public List<String> violations(JsonNode model) {
        return rules.violations(model);
    }

    /** The same for the model that selects what is listed. */
    public List<String> listViolations(JsonNode model) {
        return listRules.violations(model);
    }

    /** The properties without which nothing is listed, e.g. the instance whose queues are meant. */
    public List<String> listNeeds() {
        return listRules.needs();
    }

    /** A copy of a model as it may be shown. */
    public ObjectNode shown(ObjectNode model) {
        ObjectNode copy = model.deepCopy();
        writeOnly.forEach(path -> path.removeFrom(copy));
        return copy;
    }

    /** A copy of a model with what a template can set, and no more. */
    public ObjectNode settable(ObjectNode model) {
        ObjectNode copy = shown(model);
        readOnly.forEach(path -> path.removeFrom(copy));
        return copy;
    }

    private static List<PropertyPath> paths(JsonNode names) {
        var paths = new ArrayList<PropertyPath>();
        names.forEach(name -> paths.add(PropertyPath.of(name.asText())));
        return List.copyOf(paths);
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        var items = new ArrayList<JsonNode>();
        array.forEach(items::add);
        return items.stream();
    }
}
