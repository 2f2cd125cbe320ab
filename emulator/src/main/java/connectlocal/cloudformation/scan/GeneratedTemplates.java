package connectlocal.cloudformation.scan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import connectlocal.http.AwsError;
import connectlocal.http.Json;
import connectlocal.state.Keep;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes templates of living resources, ready for import. */
public final class GeneratedTemplates {
    private static final int TEMPLATES_AT_MOST = 1_000;
    private static final int RESOURCES_AT_MOST = 500;
    private final ResourceScans scans;
    private final KeptTemplates kept;
    private final Map<String, Generated> byName = new LinkedHashMap<>();

    /** @param keep where templates are written down, and what was written down before */
    public GeneratedTemplates(ResourceScans scans, Keep keep) {
        this.scans = scans;
        this.kept = new KeptTemplates(keep, scans.providers());
        kept.templates().forEach(template -> byName.put(template.name(), template));
    }

    /** A resource that is to be in the template. */
    public record Wanted(String type, Optional<String> logicalId, ObjectNode identity) {}

    /** Makes a template; answers its id. */
    public String create(String name, List<Wanted> wanted, String deletionPolicy, String updateReplacePolicy) {
        if (wanted.size() > RESOURCES_AT_MOST) {
            throw new AwsError(
                    "LimitExceededException", 400, "A template has at most " + RESOURCES_AT_MOST + " resources");
        }
        var resources = new LinkedHashMap<String, Found>();
        for (Wanted one : wanted) {
            String base = one.logicalId()
                    .orElseGet(() -> one.type().replaceAll("^.*::(.*)::", "$1").replace(":", ""));
            String id = base;
            for (int i = 2; resources.containsKey(id) || one.logicalId().isEmpty() && id.equals(base); i++) {
                id = base + String.format("%05d", i - 1);
            }
            resources.put(id, scans.resource(one.type(), one.identity()));
        }
        synchronized (byName) {
            if (byName.containsKey(name)) {
                throw new AwsError(
                        "AlreadyExistsException", 400, "A generated template with name " + name + " already exists");
            }
            if (byName.size() >= TEMPLATES_AT_MOST) {
                throw new AwsError("LimitExceededException", 400, "Limit for generated templates has been exceeded");
            }
            String id = scans.prefix() + "generatedTemplate/" + UUID.randomUUID();
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            var template = new Generated(id, name, now, resources, deletionPolicy, updateReplacePolicy);
            kept.put(template);
            byName.put(name, template);
            return id;
        }
    }

    /** What is in a generated template. */
    public ObjectNode describe(String nameOrId) {
        Generated template = find(nameOrId);
        ObjectNode shown = summary(template);
        var resources = shown.putArray("Resources");
        template.resources().forEach((id, found) -> {
            ObjectNode resource = resources.addObject();
            resource.put("ResourceType", found.type().name()).put("LogicalResourceId", id);
            resource.set("ResourceIdentifier", found.identity());
            resource.put("ResourceStatus", "COMPLETE");
        });
        int count = template.resources().size();
        shown.putObject("Progress")
                .put("ResourcesSucceeded", count)
                .put("ResourcesFailed", 0)
                .put("ResourcesProcessing", 0)
                .put("ResourcesPending", 0);
        shown.putObject("TemplateConfiguration")
                .put("DeletionPolicy", template.deletion())
                .put("UpdateReplacePolicy", template.replacement());
        return shown.put("TotalWarnings", 0);
    }

    /** The template's text. */
    public ObjectNode body(String nameOrId, boolean yaml) {
        Generated template = find(nameOrId);
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode resources = root.putObject("Resources");
        template.resources().forEach((id, found) -> {
            ObjectNode resource = resources.putObject(id);
            resource.put("Type", found.type().name());
            resource.put("DeletionPolicy", policy(template.deletion()));
            resource.put("UpdateReplacePolicy", policy(template.replacement()));
            resource.set("Properties", found.type().settable(found.model()));
        });
        try {
            String text = (yaml ? new YAMLMapper() : Json.MAPPER)
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(root);
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("Status", "COMPLETE")
                    .put("TemplateBody", text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All generated templates. */
    public List<ObjectNode> list() {
        var summaries = new ArrayList<ObjectNode>();
        synchronized (byName) {
            byName.values()
                    .forEach(t -> summaries.add(
                            summary(t).put("NumberOfResources", t.resources().size())));
        }
        return summaries;
    }

    /** Deletes one. */
    public void delete(String nameOrId) {
        Generated template = find(nameOrId);
        synchronized (byName) {
            kept.remove(template);
            byName.remove(template.name());
        }
    }

    /** Forgets all. */
    public void reset() {
        synchronized (byName) {
            kept.clear();
            byName.clear();
        }
    }

    private static String policy(String choice) {
        return choice.equals("DELETE") ? "Delete" : "Retain";
    }

    private Generated find(String nameOrId) {
        synchronized (byName) {
            return byName.values().stream()
                    .filter(t -> t.name().equals(nameOrId) || t.id().equals(nameOrId))
                    .findFirst()
                    .orElseThrow(() -> new AwsError(
                            "GeneratedTemplateNotFound", 404, "Generated template " + nameOrId + " not found"));
        }
    }

    private static ObjectNode summary(Generated template) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("GeneratedTemplateId", template.id())
                .put("GeneratedTemplateName", template.name())
                .put("Status", "COMPLETE")
                .put("StatusReason", "All resources complete")
                .put("CreationTime", template.time().toString())
                .put("LastUpdatedTime", template.time().toString());
    }
}
