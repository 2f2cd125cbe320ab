package connectlocal.cloudcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import connectlocal.shared.PackagedEmulator;
import connectlocal.shared.Shared;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What Terraform's awscc provider, StackQL and Pulumi's aws-native provider sent when they were recorded, replayed byte
 * by byte where it matters, and what each of them needs in the answers.
 */
@ExtendWith(Shared.class)
class RecordedClientsIT {
    private static final String TYPE = Users.TYPE;
    private final RecordedWire wire;

    RecordedClientsIT(PackagedEmulator emulator) {
        wire = new RecordedWire(emulator.endpoint());
    }

    @Test
    void awscc_lifeOfAUser_getsTheFieldsItCannotDoWithout() throws Exception {
        wire.callerIdentity();
        wire.callerIdentity();
        String desired = Users.model("terraform", """
            "UserProficiencies":[{"AttributeName":"Skill","AttributeValue":"Technical","Level":3},
              {"AttributeName":"Language","AttributeValue":"English","Level":4},
              {"AttributeName":"Language","AttributeValue":"German","Level":2}],
            "Tags":[{"Key":"team","Value":"blue"},{"Key":"cost","Value":"1"}],\
            """);
        ObjectNode create = wire.request().put("ClientToken", "terraform-1").put("DesiredState", desired);
        JsonNode begun = wire.progress(wire.call("CreateResource", create), "CREATE");
        JsonNode repeated = wire.progress(wire.call("CreateResource", create), "CREATE");
        assertThat(repeated.get("RequestToken")).isEqualTo(begun.get("RequestToken"));
        JsonNode created = wire.poll(begun, "CREATE");
        String identifier = created.get("Identifier").asText();
        assertThat(identifier).contains("/agent/");

        JsonNode model = wire.get(identifier);
        assertThat(model.get("UserArn").asText()).isEqualTo(identifier);
        assertThat(model.get("InstanceArn").asText()).isEqualTo(Users.INSTANCE);
        assertThat(model.at("/UserProficiencies/0/AttributeValue").asText()).isEqualTo("English");
        assertThat(model.at("/UserProficiencies/0/Level").isNumber()).isTrue();
        assertThat(model.get("Tags").findValuesAsText("Key")).containsExactly("cost", "team");
        assertThat(model.toString()).doesNotContain("null", "Password");

        String patch = """
        [{"op":"remove","path":"/UserProficiencies/2"},{"op":"remove","path":"/UserProficiencies/0"},
         {"op":"replace","path":"/UserProficiencies/0/Level","value":5},
         {"op":"replace","path":"/Tags","value":[{"Key":"team","Value":"red"}]},
         {"op":"replace","path":"/IdentityInfo/FirstName","value":"Augusta"},
         {"op":"add","path":"/HierarchyGroupArn","value":"%s"},
         {"op":"add","path":"/Password","value":"Secret123456"}]\
        """.formatted(Users.INSTANCE + "/agent-group/44444444-4444-4444-4444-444444444444");
        JsonNode updated = wire.poll(
                wire.progress(
                        wire.call(
                                "UpdateResource",
                                wire.identified(identifier)
                                        .put("ClientToken", "t2")
                                        .put("PatchDocument", patch)),
                        "UPDATE"),
                "UPDATE");
        assertThat(updated.get("Identifier").asText()).isEqualTo(identifier);
        JsonNode after = wire.get(identifier);
        assertThat(after.get("UserProficiencies")).hasSize(1);
        assertThat(after.at("/UserProficiencies/0/AttributeValue").asText()).isEqualTo("German");
        assertThat(after.at("/UserProficiencies/0/Level").asDouble()).isEqualTo(5.0);
        assertThat(after.get("Tags")).hasSize(1);
        assertThat(after.at("/IdentityInfo/FirstName").asText()).isEqualTo("Augusta");
        assertThat(after.at("/HierarchyGroupArn").asText()).contains("/agent-group/");

        wire.poll(
                wire.progress(
                        wire.call("DeleteResource", wire.identified(identifier).put("ClientToken", "t3")), "DELETE"),
                "DELETE");
        HttpResponse<String> gone =
                wire.send("/", "GetResource", wire.identified(identifier).toString());
        assertThat(gone.statusCode()).isEqualTo(400);
        assertThat(wire.json(gone).get("__type").asText()).isEqualTo("ResourceNotFoundException");
    }

    @Test
    void awscc_setInAnotherOrder_isShownSortedSoThatPatchesByIndexHit() throws Exception {
        String desired = Users.plain("set-order")
                .replace(
                        "\"" + Users.securityProfile(1) + "\"",
                        "\"" + Users.securityProfile(1) + "\",\"" + Users.securityProfile(2) + "\"");
        String identifier = wire.poll(
                        wire.call("CreateResource", wire.request().put("DesiredState", desired))
                                .get("ProgressEvent"),
                        "CREATE")
                .get("Identifier")
                .asText();
        // Terraform keeps sets sorted, and so counts: the second of them is the first profile.
        List<String> sorted = List.of(Users.securityProfile(2), Users.securityProfile(1));
        assertThat(wire.texts(wire.get(identifier).get("SecurityProfileArns"))).isEqualTo(sorted);
        String patch = "[{\"op\":\"replace\",\"path\":\"/SecurityProfileArns/1\",\"value\":\""
                + Users.securityProfile(3)
                + "\"}]";
        wire.poll(
                wire.call("UpdateResource", wire.identified(identifier).put("PatchDocument", patch))
                        .get("ProgressEvent"),
                "UPDATE");
        assertThat(wire.texts(wire.get(identifier).get("SecurityProfileArns")))
                .containsExactly(Users.securityProfile(2), Users.securityProfile(3));
    }

    @Test
    void awscc_deleteOfAMissingUser_isAFailedEventNotAnHttpError() throws Exception {
        String identifier = Users.INSTANCE + "/agent/99999999-9999-9999-9999-999999999999";
        JsonNode begun =
                wire.call("DeleteResource", wire.identified(identifier)).get("ProgressEvent");
        JsonNode event = wire.call(
                        "GetResourceRequestStatus",
                        Json.MAPPER
                                .createObjectNode()
                                .put("RequestToken", begun.get("RequestToken").asText()))
                .get("ProgressEvent");
        assertThat(event.get("OperationStatus").asText()).isEqualTo("FAILED");
        assertThat(event.get("Operation").asText()).isEqualTo("DELETE");
        assertThat(event.get("ErrorCode").asText()).isEqualTo("NotFound");
    }

    @Test
    void awscc_failedCreate_hasNoIdentifierToSave() throws Exception {
        JsonNode begun = wire.call(
                        "CreateResource",
                        wire.request()
                                .put(
                                        "DesiredState",
                                        Users.plain("unknown-profile")
                                                .replace(
                                                        "22222222-2222-2222-2222-222222222222",
                                                        "22222222-2222-2222-2222-999999999999")))
                .get("ProgressEvent");
        JsonNode event = wire.status(begun);
        assertThat(event.get("OperationStatus").asText()).isEqualTo("FAILED");
        assertThat(event.get("ErrorCode").asText()).isEqualTo("InvalidRequest");
        assertThat(event.get("StatusMessage").asText()).isNotEmpty().doesNotContain("Secret123456");
        assertThat(event.has("Identifier")).isFalse();
    }

    @Test
    void stackql_insertSelectUpdateDelete_worksWithoutTokensAndPolling() throws Exception {
        String query = "/?Action=%s&Version=2021-09-30";
        HttpResponse<String> inserted = wire.send(
                query.formatted("CreateResource"),
                "CreateResource",
                wire.request().put("DesiredState", Users.plain("stackql")).toString());
        assertThat(inserted.statusCode()).isEqualTo(200);
        JsonNode created = wire.status(wire.json(inserted).get("ProgressEvent"));
        String identifier = created.get("Identifier").asText();

        JsonNode rows = wire.json(wire.send(
                query.formatted("ListResources"),
                "ListResources",
                wire.request().toString()));
        assertThat(rows.get("TypeName").asText()).isEqualTo(TYPE);
        assertThat(rows.get("ResourceDescriptions").findValuesAsText("Identifier"))
                .contains(identifier);
        JsonNode row = wire.json(wire.send(
                query.formatted("GetResource"),
                "GetResource",
                wire.identified(identifier).toString()));
        assertThat(Json.MAPPER
                        .readTree(row.at("/ResourceDescription/Properties").asText())
                        .get("Username")
                        .asText())
                .isEqualTo("stackql");

        ObjectNode update = wire.identified(identifier)
                .put("PatchDocument", "[{\"op\":\"replace\",\"path\":\"/PhoneConfig/AutoAccept\",\"value\":false}]");
        HttpResponse<String> updated =
                wire.send(query.formatted("UpdateResource"), "UpdateResource", update.toString());
        assertThat(wire.status(wire.json(updated).get("ProgressEvent"))
                        .get("OperationStatus")
                        .asText())
                .isEqualTo("SUCCESS");
        assertThat(wire.get(identifier).at("/PhoneConfig/AutoAccept").asBoolean())
                .isFalse();

        HttpResponse<String> deleted = wire.send(
                query.formatted("DeleteResource"),
                "DeleteResource",
                wire.identified(identifier).toString());
        assertThat(wire.status(wire.json(deleted).get("ProgressEvent"))
                        .get("OperationStatus")
                        .asText())
                .isEqualTo("SUCCESS");
    }

    @Test
    void stackql_selectOfAnInstance_showsOnlyItsUsers() throws Exception {
        wire.poll(
                wire.call("CreateResource", wire.request().put("DesiredState", Users.plain("here")))
                        .get("ProgressEvent"),
                "CREATE");
        ObjectNode other = wire.request().put("ResourceModel", "{\"InstanceArn\":\"" + Users.SAML_INSTANCE + "\"}");
        assertThat(wire.call("ListResources", other).get("ResourceDescriptions"))
                .isEmpty();
        ObjectNode own = wire.request().put("ResourceModel", "{\"InstanceArn\":\"" + Users.INSTANCE + "\"}");
        assertThat(wire.call("ListResources", own).get("ResourceDescriptions")).isNotEmpty();
    }

    @Test
    void pulumi_everyUpdateAddsThePassword_andItMayEvenDiffer() throws Exception {
        wire.callerIdentity();
        ObjectNode create = wire.request()
                .put("ClientToken", UUID.randomUUID().toString())
                .put("DesiredState", Users.plain("pulumi"));
        String identifier = wire.poll(wire.progress(wire.call("CreateResource", create), "CREATE"), "CREATE")
                .get("Identifier")
                .asText();
        wire.get(identifier);
        String patch = "[{\"op\":\"add\",\"path\":\"/Password\",\"value\":\"Other1234567\"},"
                + "{\"op\":\"add\",\"path\":\"/IdentityInfo/Mobile\",\"value\":\"+491234567\"}]";
        wire.poll(
                wire.progress(
                        wire.call("UpdateResource", wire.identified(identifier).put("PatchDocument", patch)), "UPDATE"),
                "UPDATE");
        assertThat(wire.get(identifier).at("/IdentityInfo/Mobile").asText()).isEqualTo("+491234567");
        wire.poll(wire.progress(wire.call("DeleteResource", wire.identified(identifier)), "DELETE"), "DELETE");
    }
}
