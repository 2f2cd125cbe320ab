package connectlocal.connect;

import static connectlocal.connect.Connect.DEMO;
import static connectlocal.connect.Connect.INSTANCE_ARN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.connect.wire.ApiModel;
import connectlocal.connect.wire.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every answer has the members and types of the API model, and nothing else. */
@Documented("API model: output shapes")
class OutputShapesTest {
    private final ApiModel model = ApiModel.load();
    private final Connect connect = Connect.with();
    private final Map<String, JsonNode> answers = new LinkedHashMap<>();

    @BeforeEach
    void callEveryOperationWithAnOutput() {
        Map<String, Object> members = Connect.user(DEMO, "ada");
        members.put("IdentityInfo", Map.of("FirstName", "Ada"));
        members.put("HierarchyGroupId", Connect.BERLIN_SUPPORT);
        members.put("Tags", Map.of("a", "b"));
        members.put("PhoneConfig", Map.of("PhoneType", "SOFT_PHONE"));
        members.put(
                "AfterContactWorkConfigs",
                List.of(Map.of("Channel", "CHAT", "AfterContactWorkConfig", Map.of("AfterContactWorkTimeLimit", 5))));
        answers.put("CreateUser", connect.call("CreateUser", members));
        String id = answers.get("CreateUser").get("UserId").asText();
        connect.create("bob");
        Map<String, Object> english = Map.of("AttributeName", "Language", "AttributeValue", "English", "Level", 3);
        connect.on(id, "AssociateUserProficiencies", "UserProficiencies", List.of(english));
        answers.put("DescribeUser", connect.on(id, "DescribeUser"));
        answers.put("ListUserProficiencies", connect.on(id, "ListUserProficiencies"));
        answers.put("ListUsers", connect.call("ListUsers", "InstanceId", DEMO, "MaxResults", 1));
        answers.put("SearchUsers", connect.call("SearchUsers", "InstanceId", DEMO, "MaxResults", 1));
        answers.put("ListInstances", connect.call("ListInstances", "MaxResults", 1));
        answers.put("DescribeInstance", connect.call("DescribeInstance", "InstanceId", DEMO));
        answers.put("ListSecurityProfiles", connect.call("ListSecurityProfiles", "InstanceId", DEMO, "MaxResults", 1));
        answers.put(
                "ListTagsForResource",
                connect.call("ListTagsForResource", "resourceArn", INSTANCE_ARN + "/agent/" + id));
        answers.putAll(new CatalogAnswers(connect).all());
    }

    @Test
    void everyAnswer_conformsToItsOutputShape() {
        List<String> withOutput = model.operations().stream()
                .filter(o -> o.output() != null)
                .map(o -> o.name())
                .toList();
        assertThat(answers.keySet()).containsExactlyInAnyOrderElementsOf(withOutput);
        answers.forEach(
                (name, answer) -> check(model.shape(model.operation(name).output()), answer, name));
        Stream.of("ListUsers", "SearchUsers", "ListInstances", "ListSecurityProfiles")
                .forEach(name ->
                        assertThat(answers.get(name).has("NextToken")).as(name).isTrue());
    }

    private void check(Shape shape, JsonNode value, String path) {
        switch (shape.type()) {
            case "structure" -> {
                assertThat(value.isObject()).as(path).isTrue();
                for (var entry : value.properties()) {
                    assertThat(shape.members()).as(path).containsKey(entry.getKey());
                    Shape member =
                            model.shape(shape.members().get(entry.getKey()).shape());
                    check(member, entry.getValue(), path + "." + entry.getKey());
                }
            }
            case "list" -> {
                assertThat(value.isArray()).as(path).isTrue();
                value.forEach(item -> check(model.shape(shape.element()), item, path + "[]"));
            }
            case "map" -> assertThat(value.isObject()).as(path).isTrue();
            case "boolean" -> assertThat(value.isBoolean()).as(path).isTrue();
            case "integer", "long" ->
                assertThat(value.isIntegralNumber()).as(path).isTrue();
            case "float", "timestamp" ->
                assertThat(value.isFloatingPointNumber()).as(path).isTrue();
            default -> {
                assertThat(value.isTextual()).as(path).isTrue();
                if (!shape.values().isEmpty()) {
                    assertThat(shape.values()).as(path).contains(value.asText());
                }
            }
        }
    }
}
