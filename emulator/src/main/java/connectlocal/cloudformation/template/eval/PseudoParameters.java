package connectlocal.cloudformation.template.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import connectlocal.cloudformation.template.model.Surroundings;
import java.util.Optional;
import java.util.Set;

/** The names that every template knows without declaring them. */
public final class PseudoParameters {
    /** All of them. */
    public static final Set<String> NAMES = Set.of(
            "AWS::AccountId",
            "AWS::NoValue",
            "AWS::NotificationARNs",
            "AWS::Partition",
            "AWS::Region",
            "AWS::StackId",
            "AWS::StackName",
            "AWS::URLSuffix");

    private PseudoParameters() {}

    /** The value; a missing node is what {@code AWS::NoValue} stands for. */
    static Optional<JsonNode> value(String name, Surroundings surroundings) {
        return Optional.ofNullable(
                switch (name) {
                    case "AWS::NoValue" -> MissingNode.getInstance();
                    case "AWS::AccountId" -> text(surroundings.accountId());
                    case "AWS::Partition" -> text(surroundings.partition());
                    case "AWS::Region" -> text(surroundings.region());
                    case "AWS::StackId" -> text(surroundings.stackId());
                    case "AWS::StackName" -> text(surroundings.stackName());
                    case "AWS::URLSuffix" -> text(surroundings.urlSuffix());
                    case "AWS::NotificationARNs" -> {
                        ArrayNode arns = JsonNodeFactory.instance.arrayNode();
                        surroundings.notificationArns().forEach(arns::add);
                        yield arns;
                    }
                    default -> null;
                });
    }

    private static JsonNode text(String value) {
        return JsonNodeFactory.instance.textNode(value);
    }
}
