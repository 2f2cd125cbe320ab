package connectlocal.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.model.ParameterDeclaration;
import connectlocal.cloudformation.template.model.Surroundings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A template that is well-formed; nothing in it is evaluated yet. */
public final class Template {
    private final String body;

    private Template(String body) {
        this.body = body;
    }

    /**
     * Reads a template and checks everything that can be checked without parameters.
     *
     * @throws connectlocal.cloudformation.template.model.TemplateError in CloudFormation's words
     */
    public static Template parse(String body) {
        return new Template(body);
    }

    /** The text as it was given: what GetTemplate calls Original. */
    public String body() {
        return body;
    }

    /** The whole template as JSON, functions in their long form. */
    public ObjectNode root() {
        throw new UnsupportedOperationException();
    }

    public Optional<String> description() {
        throw new UnsupportedOperationException();
    }

    /** The section Metadata; a missing node when there is none. */
    public JsonNode metadata() {
        throw new UnsupportedOperationException();
    }

    /** In the order in which they are declared. */
    public List<ParameterDeclaration> parameters() {
        throw new UnsupportedOperationException();
    }

    public Set<String> transforms() {
        throw new UnsupportedOperationException();
    }

    /** The capabilities that must be acknowledged, as GetTemplateSummary reports them. */
    public List<String> capabilities() {
        throw new UnsupportedOperationException();
    }

    /** Logical id to type, conditions not considered, {@code Fn::ForEach} expanded where its list is literal. */
    public Map<String, String> resourceTypes() {
        throw new UnsupportedOperationException();
    }

    /**
     * Binds parameters and conditions, and checks everything that can be checked before anything is made.
     *
     * @param parameters the values given, those kept by UsePreviousValue among them
     */
    public BoundTemplate bind(Map<String, String> parameters, Surroundings surroundings) {
        throw new UnsupportedOperationException();
    }
}
