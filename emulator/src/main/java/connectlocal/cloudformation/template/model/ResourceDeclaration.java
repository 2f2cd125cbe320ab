package connectlocal.cloudformation.template.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * One resource as a template declares it, its condition fulfilled.
 *
 * @param rawProperties as written, functions in their long form
 * @param dependsOn what DependsOn names, without what the properties refer to
 * @param deletionPolicy null when absent
 * @param updateReplacePolicy null when absent
 * @param metadata evaluated as far as parameters go; a missing node when absent
 * @param condition the condition's name, null when absent
 */
public record ResourceDeclaration(
        String logicalId,
        String type,
        ObjectNode rawProperties,
        Set<String> dependsOn,
        String deletionPolicy,
        String updateReplacePolicy,
        JsonNode metadata,
        String condition) {}
