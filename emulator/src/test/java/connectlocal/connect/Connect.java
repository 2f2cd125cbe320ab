package connectlocal.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import connectlocal.connect.wire.ApiModel;
import connectlocal.connect.wire.OperationModel;
import connectlocal.connect.wire.Shape;
import connectlocal.http.AwsError;
import connectlocal.http.Request;
import connectlocal.http.Response;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Amazon Connect without a network: builds the request of an operation by the model and reads the answer. */
final class Connect {
    static final String DEMO = "11111111-1111-1111-1111-111111111111";
    static final String SAML = "aaaaaaaa-1111-1111-1111-111111111111";
    static final String DIRECTORY = "bbbbbbbb-1111-1111-1111-111111111111";
    static final String ROUTING = "22222222-2222-2222-2222-222222222222";
    static final String OTHER_ROUTING = "22222222-2222-2222-2222-000000000002";
    static final String AGENT = "33333333-3333-3333-3333-333333333333";
    static final String MANAGER = "33333333-3333-3333-3333-000000000002";
    static final String BERLIN = "44444444-4444-4444-4444-444444444444";
    static final String HAMBURG = "44444444-4444-4444-4444-000000000002";
    static final String BERLIN_SUPPORT = "44444444-4444-4444-4444-000000000003";
    static final String INSTANCE_ARN = "arn:aws:connect:us-east-1:123456789012:instance/" + DEMO;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ApiModel MODEL = ApiModel.load();

    final ConnectState state;
    final ConnectApi api;

    Connect(Seed seed, InstantSource clock, String... switches) {
        state = new ConnectState(seed, Behaviours.of(pairs(switches)), clock);
        api = new ConnectApi(state);
    }

    /** The built-in seed, with these switches: name, value, name, value. */
    static Connect with(String... switches) {
        return new Connect(Seed.builtIn(), InstantSource.system(), switches);
    }

    /** All that is written down of a state. */
    static String everything(ConnectState state) {
        var all = new StringBuilder();
        state.instances()
                .forEach(instance -> KeptForm.changes(instance, 0, null).forEach(all::append));
        return all.toString();
    }

    /** The members of CreateUser that any instance of the built-in seed needs, for a user of this name. */
    static Map<String, Object> user(String instanceId, String username) {
        Map<String, Object> members = new LinkedHashMap<>();
        boolean demo = instanceId.equals(DEMO);
        String prefix = instanceId.substring(0, 8);
        members.put("InstanceId", instanceId);
        members.put("Username", username);
        members.put("RoutingProfileId", demo ? ROUTING : prefix + ROUTING.substring(8));
        members.put("SecurityProfileIds", List.of(demo ? AGENT : prefix + AGENT.substring(8)));
        if (demo) {
            members.put("Password", "Password123");
        }
        return members;
    }

    /** Creates such a user in the demo instance, with more members, and returns its id. */
    String create(String username, Object... more) {
        Map<String, Object> members = user(DEMO, username);
        members.putAll(pairs(more));
        return call("CreateUser", members).get("UserId").asText();
    }

    JsonNode describe(String userId) {
        return call("DescribeUser", "InstanceId", DEMO, "UserId", userId).get("User");
    }

    /** Calls an operation on a user of the demo instance. */
    JsonNode on(String userId, String operation, Object... more) {
        Map<String, Object> members = new LinkedHashMap<>(Map.of("InstanceId", DEMO, "UserId", userId));
        members.putAll(pairs(more));
        return call(operation, members);
    }

    JsonNode call(String operation, Object... members) {
        return call(operation, pairs(members));
    }

    JsonNode call(String operation, Map<String, Object> members) {
        Request request = request(MODEL.operation(operation), members);
        return read(answer(request));
    }

    /** What an operation is refused with. */
    AwsError refusal(String operation, Map<String, Object> members) {
        AwsError error = catchThrowableOfType(AwsError.class, () -> call(operation, members));
        assertThat(error).as(operation + " is refused").isNotNull();
        return error;
    }

    AwsError refusalOn(String userId, String operation, Object... more) {
        AwsError error = catchThrowableOfType(AwsError.class, () -> on(userId, operation, more));
        assertThat(error).as(operation + " is refused").isNotNull();
        return error;
    }

    /** What CreateUser in the demo instance is refused with. */
    AwsError refusedUser(String username, Object... more) {
        Map<String, Object> members = user(DEMO, username);
        members.putAll(pairs(more));
        return refusal("CreateUser", members);
    }

    /** What a request is refused with that no model builds. */
    AwsError refused(String method, String path, String body) {
        Request request = new Request(method, path, Map.of(), Map.of(), body.getBytes(StandardCharsets.UTF_8));
        AwsError error = catchThrowableOfType(AwsError.class, () -> answer(request));
        assertThat(error).as(method + " " + path + " is refused").isNotNull();
        return error;
    }

    Response answer(Request request) {
        return api.route(request).answer(request);
    }

    static JsonNode read(Response response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError("The answer is no JSON", e);
        }
    }

    private static Request request(OperationModel operation, Map<String, Object> members) {
        String[] path = {operation.path().toString()};
        Map<String, List<String>> query = new LinkedHashMap<>();
        Map<String, Object> body = new LinkedHashMap<>();
        Map<String, Shape.Member> known = MODEL.shape(operation.input()).members();
        members.forEach((name, value) -> {
            Shape.Member member = known.get(name);
            if (member == null || member.location().equals("body")) {
                body.put(name, value);
            } else if (member.location().equals("uri")) {
                String encoded = URLEncoder.encode(value.toString(), StandardCharsets.UTF_8)
                        .replace("+", "%20");
                path[0] = path[0].replace("{" + name + "}", encoded);
            } else {
                List<?> values = value instanceof List<?> list ? list : List.of(value);
                query.put(
                        member.wireName(), values.stream().map(Object::toString).toList());
            }
        });
        try {
            return new Request(operation.method(), path[0], query, Map.of(), JSON.writeValueAsBytes(body));
        } catch (IOException e) {
            throw new AssertionError("The test's members are no JSON", e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> Map<String, T> pairs(T... pairs) {
        Map<String, T> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    /** Values of one member over a list of objects. */
    static List<String> each(JsonNode list, String member) {
        List<String> values = new ArrayList<>();
        list.forEach(item -> values.add(item.path(member).asText()));
        return values;
    }
}
