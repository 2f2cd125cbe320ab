package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.AwsError;
import connectlocal.http.Regions;
import connectlocal.provider.Action;
import connectlocal.provider.ResourceType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The resource types as the registry of extensions knows them: AWS's own, which are public, and others, which are
 * private types of this account.
 */
public final class Registry {
    private static final Pattern ARN =
            Pattern.compile("arn:[^:]+:cloudformation:[^:]*:[^:]*:type/resource/([^/]+)(?:/[^/]+)?");

    private final Types types;
    private final StackSurroundings.Place place;

    Registry(Types types, StackSurroundings.Place place) {
        this.types = types;
        this.place = place;
    }

    /**
     * Which types ListTypes shows.
     *
     * @param category of the documented ones; empty for all
     * @param prefix of the type's name
     */
    public record Wanted(String visibility, String provisioning, Optional<String> category, String prefix) {}

    /** DescribeType. */
    public ObjectNode type(String name) {
        ResourceType type = types.find(name)
                .orElseThrow(
                        () -> new AwsError("TypeNotFoundException", 404, "The type '" + name + "' cannot be found."))
                .type();
        return summary(type)
                .put("ProvisioningType", provisioning(type))
                .put("Schema", type.definition().toString())
                .put("Visibility", visibility(type))
                .put("DeprecatedStatus", "LIVE")
                .put("IsDefaultVersion", true);
    }

    /** The name in a type's ARN, or in that of one of its versions; an ARN of something else is the name of none. */
    public static String nameIn(String arn) {
        Matcher form = ARN.matcher(arn);
        return form.matches() ? form.group(1).replace("-", "::") : arn;
    }

    /** ListTypes. */
    public List<ObjectNode> types(Wanted wanted) {
        return types.names().stream()
                .map(name -> types.require(name).type())
                .filter(type -> type.name().startsWith(wanted.prefix()))
                .filter(type -> visibility(type).equals(wanted.visibility()))
                .filter(type -> provisioning(type).equals(wanted.provisioning()))
                .filter(type -> wanted.category().stream().allMatch(categories(type)::contains))
                .map(this::summary)
                .toList();
    }

    private static boolean isPublic(ResourceType type) {
        return type.name().startsWith("AWS::");
    }

    private static String visibility(ResourceType type) {
        return isPublic(type) ? "PUBLIC" : "PRIVATE";
    }

    private static Set<String> categories(ResourceType type) {
        return isPublic(type) ? Set.of("AWS_TYPES") : Set.of("REGISTERED", "THIRD_PARTY");
    }

    private static String provisioning(ResourceType type) {
        if (!Stream.of(Action.CREATE, Action.READ, Action.DELETE).allMatch(type::hasHandler)) {
            return "NON_PROVISIONABLE";
        }
        return type.hasHandler(Action.UPDATE) ? "FULLY_MUTABLE" : "IMMUTABLE";
    }

    private ObjectNode summary(ResourceType type) {
        String arn = "arn:%s:cloudformation:%s:%s:type/resource/%s"
                .formatted(
                        Regions.partition(place.region()),
                        place.region(),
                        isPublic(type) ? "" : place.accountId(),
                        type.name().replace("::", "-"));
        return JsonNodeFactory.instance
                .objectNode()
                .put("Type", "RESOURCE")
                .put("TypeName", type.name())
                .put("TypeArn", arn)
                .put("Description", type.definition().path("description").asText(""));
    }
}
