package connectlocal.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.model.Cause;
import connectlocal.cloudformation.template.model.OutputDeclaration;
import connectlocal.cloudformation.template.model.ResourceDeclaration;
import connectlocal.cloudformation.template.model.ResourceValues;
import java.util.Map;
import java.util.Set;

/** A template with its parameters: which resources there are, what they need of each other, and their properties. */
public final class BoundTemplate {
    /** What change sets show instead of a value that exists only later. */
    public static final String KNOWN_AFTER_APPLY = "{{changeSet:KNOWN_AFTER_APPLY}}";

    BoundTemplate() {}

    /** Only those whose condition holds, in the order of their declaration. */
    public Map<String, ResourceDeclaration> resources() {
        throw new UnsupportedOperationException();
    }

    /** The values as they were given or defaulted, unmasked: never to be shown. */
    public Map<String, String> parameterValues() {
        throw new UnsupportedOperationException();
    }

    /** The same, NoEcho masked. */
    public Map<String, String> parametersShown() {
        throw new UnsupportedOperationException();
    }

    /** What the parameters of SSM types stand for: DescribeStacks' ResolvedValue. */
    public Map<String, String> resolvedValues() {
        throw new UnsupportedOperationException();
    }

    /** Which resources each resource needs: by Ref, Fn::GetAtt, Fn::Sub and DependsOn. Without cycles. */
    public Map<String, Set<String>> dependencies() {
        throw new UnsupportedOperationException();
    }

    /** The properties evaluated; dynamic references stay as text. */
    public ObjectNode properties(String logicalId, ResourceValues values) {
        throw new UnsupportedOperationException();
    }

    /** Dynamic references resolved: for the handler alone, never to be stored or shown. */
    public ObjectNode withSecrets(ObjectNode properties) {
        throw new UnsupportedOperationException();
    }

    /** For change sets: as {@link #properties}, with {@link #KNOWN_AFTER_APPLY} for what is not known yet. */
    public ObjectNode knownProperties(String logicalId, ResourceValues values) {
        throw new UnsupportedOperationException();
    }

    /** The parameters and resources that a property's value comes from. */
    public Set<Cause> causes(String logicalId, String property) {
        throw new UnsupportedOperationException();
    }

    /** Only those whose condition holds. */
    public Map<String, OutputDeclaration> outputs() {
        throw new UnsupportedOperationException();
    }

    /** An output's value, a text. */
    public JsonNode outputValue(String name, ResourceValues values) {
        throw new UnsupportedOperationException();
    }

    /** What GetTemplate calls Processed: loops unrolled, functions in their long form. */
    public ObjectNode processed() {
        throw new UnsupportedOperationException();
    }
}
