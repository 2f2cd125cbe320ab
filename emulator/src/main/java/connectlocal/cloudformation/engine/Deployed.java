package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.model.ResourceDeclaration;
import connectlocal.provider.Action;
import connectlocal.provider.ResourceType;
import java.util.Map;
import java.util.Set;

/**
 * One physical resource as a deployment made it.
 *
 * @param physicalId the primary identifier; null as long as it is unknown
 * @param properties as the template says, evaluated, dynamic references as text: what the next update compares with
 * @param attributes the model as the handler last showed it
 * @param deletionPolicy null when the template has none
 * @param updateReplacePolicy null when the template has none
 * @param metadata a missing node when there is none
 * @param stackTags the tags of the stack that it got, also those that it may have where nobody knows
 * @param needs the logical ids that it depends on
 */
record Deployed(
        ResourceType type,
        String physicalId,
        ObjectNode properties,
        ObjectNode attributes,
        String deletionPolicy,
        String updateReplacePolicy,
        JsonNode metadata,
        Map<String, String> stackTags,
        Set<String> needs) {

    /** What a deployment says of a resource, which nobody has made yet. */
    static Deployed wanted(
            Deployment target, ResourceDeclaration declaration, ResourceType type, ObjectNode properties) {
        return new Deployed(
                type,
                null,
                properties,
                JsonNodeFactory.instance.objectNode(),
                declaration.deletionPolicy(),
                declaration.updateReplacePolicy(),
                declaration.metadata(),
                target.tags(),
                target.bound().dependencies().getOrDefault(declaration.logicalId(), Set.of()));
    }

    /** The same with other properties. */
    Deployed with(ObjectNode others) {
        return new Deployed(
                type, physicalId, others, attributes, deletionPolicy, updateReplacePolicy, metadata, stackTags, needs);
    }

    /** The same as the handler shows it now. */
    Deployed reported(ObjectNode model) {
        String id = type.identifiers().of(model).orElse(physicalId);
        return new Deployed(
                type, id, properties, model, deletionPolicy, updateReplacePolicy, metadata, stackTags, needs);
    }

    /** The same with the identity and attributes of a resource that lives already. */
    Deployed living(Deployed other) {
        return new Deployed(
                type,
                other.physicalId,
                properties,
                other.attributes,
                deletionPolicy,
                updateReplacePolicy,
                metadata,
                stackTags,
                needs);
    }

    /** The same with other tags of the stack. */
    Deployed tagged(Map<String, String> tags) {
        return new Deployed(
                type, physicalId, properties, attributes, deletionPolicy, updateReplacePolicy, metadata, tags, needs);
    }

    /** The same when its physical resource is gone. */
    Deployed nameless() {
        return new Deployed(
                type, null, properties, attributes, deletionPolicy, updateReplacePolicy, metadata, stackTags, needs);
    }

    /** The same when nobody has seen more of it than its name. */
    Deployed unseen() {
        ObjectNode none = JsonNodeFactory.instance.objectNode();
        return new Deployed(
                type, physicalId, properties, none, deletionPolicy, updateReplacePolicy, metadata, stackTags, needs);
    }

    boolean exists() {
        return physicalId != null;
    }

    /** Whether an update to a deployment gives it other tags of the stack. */
    boolean isRetaggedBy(Deployment target) {
        return type.isTaggable()
                && type.hasHandler(Action.UPDATE)
                && !target.tags().equals(stackTags);
    }

    /** Whether it stays when the stack gives it up. */
    boolean isRetained() {
        return "Retain".equals(deletionPolicy) || "RetainExceptOnCreate".equals(deletionPolicy);
    }

    /** Whether a copy that has another in its place stays; DeletionPolicy says nothing of it. */
    boolean isRetainedWhenReplaced() {
        return "Retain".equals(updateReplacePolicy);
    }

    /** Whether it stays when the operation that made it is undone. */
    boolean isRetainedInRollback(boolean retainExceptOnCreate) {
        return "Retain".equals(deletionPolicy) && !retainExceptOnCreate;
    }
}
