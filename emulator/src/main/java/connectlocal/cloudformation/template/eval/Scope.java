package connectlocal.cloudformation.template.eval;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.cloudformation.template.model.ResourceValues;
import connectlocal.cloudformation.template.model.Surroundings;
import java.util.Map;

/**
 * Everything that names in a template can stand for.
 *
 * @param parameters values by name; lists for the list types
 * @param resourceTypes of the resources whose condition holds, by logical id
 * @param unknownAllowed whether what does not exist yet is shown by {@link #LATER} or is an error
 * @param extensions whether the template has the transform AWS::LanguageExtensions
 * @param allowance how much its functions may yield, whatever else this is changed in
 */
public record Scope(
        Map<String, JsonNode> parameters,
        JsonNode mappings,
        Map<String, Boolean> conditions,
        Surroundings surroundings,
        Map<String, String> resourceTypes,
        ResourceValues values,
        boolean unknownAllowed,
        boolean extensions,
        Allowance allowance) {
    /** What change sets show instead of a value that exists only later. */
    public static final String LATER = "{{changeSet:KNOWN_AFTER_APPLY}}";

    /** The same with other values of resources. */
    public Scope with(ResourceValues newValues, boolean newUnknownAllowed) {
        return new Scope(
                parameters,
                mappings,
                conditions,
                surroundings,
                resourceTypes,
                newValues,
                newUnknownAllowed,
                extensions,
                allowance);
    }

    /** The same with others to ask about the world outside. */
    public Scope in(Surroundings others) {
        return new Scope(
                parameters, mappings, conditions, others, resourceTypes, values, unknownAllowed, extensions, allowance);
    }

    /** The same once conditions and resources are known. */
    public Scope with(Map<String, Boolean> newConditions, Map<String, String> newResourceTypes) {
        return new Scope(
                parameters,
                mappings,
                newConditions,
                surroundings,
                newResourceTypes,
                values,
                unknownAllowed,
                extensions,
                allowance);
    }
}
