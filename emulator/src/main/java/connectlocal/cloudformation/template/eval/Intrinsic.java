package connectlocal.cloudformation.template.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** A function call: an object whose one member is {@code Ref} or begins with {@code Fn::}. */
public record Intrinsic(String name, JsonNode argument) {
    public static final String REF = "Ref";
    public static final String GET_ATT = "Fn::GetAtt";
    public static final String SUB = "Fn::Sub";
    public static final String IF = "Fn::If";
    public static final String FIND_IN_MAP = "Fn::FindInMap";
    public static final String FOR_EACH = "Fn::ForEach::";
    public static final String CONDITION = "Condition";

    /** The call that a node is, if it is one. */
    public static Optional<Intrinsic> of(JsonNode node) {
        if (!(node instanceof ObjectNode object) || object.size() != 1) {
            return Optional.empty();
        }
        Map.Entry<String, JsonNode> only = object.properties().iterator().next();
        String name = only.getKey();
        return name.equals(REF) || name.startsWith("Fn::") && !name.startsWith(FOR_EACH)
                ? Optional.of(new Intrinsic(name, only.getValue()))
                : Optional.empty();
    }

    boolean hasArguments(int least, int most) {
        return argument.isArray() && argument.size() >= least && argument.size() <= most;
    }
}
