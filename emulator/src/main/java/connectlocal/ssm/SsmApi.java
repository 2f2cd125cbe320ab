package connectlocal.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Api;
import connectlocal.http.AwsError;
import connectlocal.http.AwsJson;
import connectlocal.http.Json;
import connectlocal.http.Regions;
import connectlocal.http.Request;
import connectlocal.http.Response;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The Parameter Store of Systems Manager on the wire, as far as templates and their clients ask it.
 *
 * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Operations.html">SSM operations</a>
 */
public final class SsmApi implements Api {
    private static final Set<String> TYPES = Set.of("String", "StringList", "SecureString");
    private static final int LONGEST_VALUE = 4_096;
    private static final int MOST_NAMES = 10;

    private final ParameterStore store;
    private final String arnPrefix;
    private final Map<String, Function<ObjectNode, ObjectNode>> operations = Map.of(
            "GetParameter", this::getParameter,
            "GetParameters", this::getParameters,
            "PutParameter", this::putParameter,
            "DeleteParameter", this::deleteParameter);

    /** Serves a store as that of an account and region. */
    public SsmApi(ParameterStore store, String accountId, String region) {
        this.store = store;
        this.arnPrefix = "arn:%s:ssm:%s:%s:parameter".formatted(Regions.partition(region), region, accountId);
    }

    @Override
    public String service() {
        return "ssm";
    }

    @Override
    public Optional<String> targetPrefix() {
        return Optional.of("AmazonSSM");
    }

    @Override
    public Operation route(Request request) {
        String name = AwsJson.operation(request);
        Function<ObjectNode, ObjectNode> work = operations.get(name);
        if (work == null) {
            throw new AwsError(
                    "UnknownOperationException",
                    400,
                    "No operation " + name + " of the Parameter Store here; operations here: "
                            + String.join(
                                    ", ", operations.keySet().stream().sorted().toList()));
        }
        return new Operation() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Response answer(Request request) {
                return AwsJson.answer(work.apply(Json.object(request.body())));
            }
        };
    }

    @Override
    public Response render(AwsError error) {
        return AwsJson.error(error);
    }

    private ObjectNode getParameter(ObjectNode input) {
        boolean plain = input.path("WithDecryption").asBoolean(false);
        var version = store.find(reference(required(input, "Name")))
                .orElseThrow(() -> new AwsError("ParameterNotFound", 400, ""));
        return object().set("Parameter", shown(version, plain));
    }

    private ObjectNode getParameters(ObjectNode input) {
        JsonNode names = input.path("Names");
        if (!names.isArray() || names.isEmpty() || names.size() > MOST_NAMES) {
            throw invalid("Names", "Member must have length between 1 and " + MOST_NAMES);
        }
        boolean plain = input.path("WithDecryption").asBoolean(false);
        ObjectNode answer = object();
        ArrayNode found = answer.putArray("Parameters");
        ArrayNode missing = answer.putArray("InvalidParameters");
        for (JsonNode name : names) {
            store.find(reference(name.asText()))
                    .ifPresentOrElse(version -> found.add(shown(version, plain)), () -> missing.add(name.asText()));
        }
        return answer;
    }

    private ObjectNode putParameter(ObjectNode input) {
        String name = reference(required(input, "Name"));
        if (!name.matches("[a-zA-Z0-9_./-]{1,2048}")) {
            throw new AwsError(
                    "ValidationException",
                    400,
                    "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, it can"
                            + " consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of"
                            + " letters, numbers and the following 3 symbols .-_");
        }
        String type = input.path("Type").asText("String");
        if (!TYPES.contains(type)) {
            throw invalid("Type", "Member must satisfy enum value set: [SecureString, StringList, String]");
        }
        String value = required(input, "Value");
        if (value.length() > LONGEST_VALUE) {
            throw new AwsError(
                    "ValidationException",
                    400,
                    "Standard tier parameters support a maximum parameter value of 4096 characters.");
        }
        long number = store.put(name, type, value, input.path("Overwrite").asBoolean(false));
        return object().put("Version", number).put("Tier", "Standard");
    }

    private ObjectNode deleteParameter(ObjectNode input) {
        if (!store.delete(reference(required(input, "Name")))) {
            throw new AwsError("ParameterNotFound", 400, "");
        }
        return object();
    }

    /** Without the wish for decryption a SecureString is no text that anybody can read. */
    private ObjectNode shown(ParameterStore.Version version, boolean plain) {
        boolean hidden = version.isSecure() && !plain;
        return object().put("Name", version.name())
                .put("Type", version.type())
                .put("Value", hidden ? "ENCRYPTED" : version.value())
                .put("Version", version.number())
                .put("LastModifiedDate", version.modified().toEpochMilli() / 1000.0)
                .put("ARN", arnPrefix + (version.name().startsWith("/") ? "" : "/") + version.name())
                .put("DataType", "text");
    }

    /** The name inside an ARN; every other name as it is. */
    private String reference(String name) {
        if (!name.startsWith(arnPrefix + "/")) {
            return name;
        }
        String path = name.substring(arnPrefix.length());
        return store.find(path).isPresent() ? path : path.substring(1);
    }

    private static String required(ObjectNode input, String name) {
        JsonNode value = input.path(name);
        if (!value.isTextual() || value.asText().isEmpty()) {
            throw invalid(
                    name,
                    value.isMissingNode() ? "Member must not be null" : "Member must be a text of length 1 or more");
        }
        return value.asText();
    }

    private static AwsError invalid(String name, String constraint) {
        String member = Character.toLowerCase(name.charAt(0)) + name.substring(1);
        return new AwsError(
                "ValidationException",
                400,
                "1 validation error detected: Value at '%s' failed to satisfy constraint: %s"
                        .formatted(member, constraint));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
