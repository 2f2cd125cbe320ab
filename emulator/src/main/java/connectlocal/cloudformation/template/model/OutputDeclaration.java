package connectlocal.cloudformation.template.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * One output whose condition holds.
 *
 * @param rawValue as written, functions in their long form
 * @param exportName evaluated
 */
public record OutputDeclaration(
        String name, JsonNode rawValue, Optional<String> description, Optional<String> exportName) {}
