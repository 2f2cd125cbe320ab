package connectlocal.cloudcontrol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.AwsError;
import connectlocal.http.FirstViolations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The input of one operation, checked against the constraints of the API model; all that is wrong is said at once, in
 * the words that AWS services use. Values are not quoted: models and patches may hold secrets.
 */
final class Input {
    private static final Pattern TYPE_NAME = Pattern.compile("[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}");
    private static final Pattern TOKEN = Pattern.compile("[-A-Za-z0-9+/=]+");
    private static final Pattern ROLE = Pattern.compile("arn:.+:iam::[0-9]{12}:role/.+");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9-]+");
    static final Pattern LINE = Pattern.compile(".+");
    /** As long as the NextToken of ListResources may be. */
    static final int HANDLER_TOKEN_LIMIT = 4096;

    private static final int PROPERTIES_LIMIT = 262_144;

    private final ObjectNode body;
    private final FirstViolations<String> violations = new FirstViolations<>();

    Input(ObjectNode body) {
        this.body = body;
    }

    String typeName() {
        return required("TypeName", 10, 196, TYPE_NAME);
    }

    String identifier() {
        return required("Identifier", 1, 1024, LINE);
    }

    String requestToken() {
        return required("RequestToken", 1, 128, TOKEN);
    }

    Optional<String> clientToken() {
        return text("ClientToken", 1, 128, TOKEN);
    }

    /** A JSON text, a model or a patch. */
    String document(String name) {
        return required(name, 1, PROPERTIES_LIMIT, null);
    }

    Optional<String> resourceModel() {
        return text("ResourceModel", 1, PROPERTIES_LIMIT, null);
    }

    /** TypeVersionId and RoleArn are taken as AWS takes them; there is one version here and no role is needed. */
    void versionAndRole() {
        text("TypeVersionId", 1, 128, VERSION);
        text("RoleArn", 20, 2048, ROLE);
    }

    Optional<String> handlerNextToken() {
        return text("NextToken", 1, HANDLER_TOKEN_LIMIT, LINE);
    }

    Optional<String> nextToken() {
        return text("NextToken", 1, 2048, TOKEN);
    }

    int maxResults(int otherwise) {
        JsonNode value = body.path("MaxResults");
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isIntegralNumber()) {
            throw wrongType("MaxResults", "an integer");
        }
        if (!value.canConvertToInt() || value.asInt() < 1 || value.asInt() > 100) {
            violated("MaxResults", "Member must have value between 1 and 100");
            return otherwise;
        }
        return value.asInt();
    }

    /** The names in a list of the status filter; empty when there is no such list. */
    <E extends Enum<E>> List<E> filter(String name, Class<E> names) {
        JsonNode filter = object("ResourceRequestStatusFilter");
        JsonNode list = filter.path(name);
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        if (!list.isArray()) {
            throw wrongType("ResourceRequestStatusFilter." + name, "a list");
        }
        var found = new ArrayList<E>();
        for (JsonNode item : list) {
            List<E> all = List.of(names.getEnumConstants());
            all.stream()
                    .filter(e -> e.name().equals(item.textValue()))
                    .findFirst()
                    .ifPresentOrElse(
                            found::add,
                            () -> violated(
                                    "ResourceRequestStatusFilter." + name,
                                    "Member must satisfy enum value set: " + all));
        }
        return found;
    }

    /** @throws AwsError ValidationException which lists every violation found so far */
    void check() {
        List<String> told = violations.told(FirstViolations.MORE);
        if (!told.isEmpty()) {
            String n = violations.enough() ? "more than " + (told.size() - 1) : Integer.toString(told.size());
            throw Errors.validation(
                    n + " validation error" + (told.size() == 1 ? "" : "s") + " detected: " + String.join("; ", told));
        }
    }

    private JsonNode object(String name) {
        JsonNode value = body.path(name);
        if (!value.isMissingNode() && !value.isNull() && !value.isObject()) {
            throw wrongType(name, "an object");
        }
        return value;
    }

    private String required(String name, int min, int max, Pattern pattern) {
        Optional<String> value = text(name, min, max, pattern);
        if (!body.hasNonNull(name)) {
            violated(name, "Member must not be null");
        }
        return value.orElse("");
    }

    private Optional<String> text(String name, int min, int max, Pattern pattern) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw wrongType(name, "a string");
        }
        String text = value.asText();
        if (text.length() < min) {
            violated(name, "Member must have length greater than or equal to " + min);
        } else if (text.length() > max) {
            violated(name, "Member must have length less than or equal to " + max);
        } else if (pattern != null && !pattern.matcher(text).matches()) {
            violated(name, "Member must satisfy regular expression pattern: " + pattern);
        }
        return Optional.of(text);
    }

    private void violated(String name, String constraint) {
        String member = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
        violations.add("Value at '" + member + "' failed to satisfy constraint: " + constraint);
    }

    private static AwsError wrongType(String name, String expected) {
        return new AwsError("SerializationException", 400, name + " must be " + expected);
    }
}
