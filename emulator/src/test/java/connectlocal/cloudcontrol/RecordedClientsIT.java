package connectlocal.cloudcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.Emulator;
import connectlocal.Options;
import connectlocal.http.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What Terraform's awscc provider, StackQL and Pulumi's aws-native provider sent when they were recorded, replayed byte by
 * byte where it matters, and what each of them needs in the answers.
 */
class RecordedClientsIT {
  private static final String TYPE = ConnectProvider.TYPE;
  private static Emulator emulator;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    emulator = Emulator.start(Options.onFreePort().withProviders(List.of(ConnectProvider.packaged())));
  }

  @AfterAll
  static void stop() {
    emulator.close();
  }

  @Test
  void awscc_lifeOfAUser_getsTheFieldsItCannotDoWithout() throws Exception {
    callerIdentity();
    callerIdentity();
    String desired = Users.model("terraform", """
        "UserProficiencies":[{"AttributeName":"Skill","AttributeValue":"Technical","Level":3},
          {"AttributeName":"Language","AttributeValue":"English","Level":4},
          {"AttributeName":"Language","AttributeValue":"German","Level":2}],
        "Tags":[{"Key":"team","Value":"blue"},{"Key":"cost","Value":"1"}],""");
    ObjectNode create = request().put("ClientToken", "terraform-1").put("DesiredState", desired);
    JsonNode begun = progress(call("CreateResource", create), "CREATE");
    JsonNode repeated = progress(call("CreateResource", create), "CREATE");
    assertThat(repeated.get("RequestToken")).isEqualTo(begun.get("RequestToken"));
    JsonNode created = poll(begun, "CREATE");
    String identifier = created.get("Identifier").asText();
    assertThat(identifier).contains("/agent/");

    JsonNode model = get(identifier);
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
         {"op":"add","path":"/Password","value":"Secret123456"}]"""
        .formatted(Users.INSTANCE + "/agent-group/44444444-4444-4444-4444-444444444444");
    JsonNode updated = poll(progress(call("UpdateResource", identified(identifier).put("ClientToken", "t2").put("PatchDocument", patch)), "UPDATE"), "UPDATE");
    assertThat(updated.get("Identifier").asText()).isEqualTo(identifier);
    JsonNode after = get(identifier);
    assertThat(after.get("UserProficiencies")).hasSize(1);
    assertThat(after.at("/UserProficiencies/0/AttributeValue").asText()).isEqualTo("German");
    assertThat(after.at("/UserProficiencies/0/Level").asDouble()).isEqualTo(5.0);
    assertThat(after.get("Tags")).hasSize(1);
    assertThat(after.at("/IdentityInfo/FirstName").asText()).isEqualTo("Augusta");
    assertThat(after.at("/HierarchyGroupArn").asText()).contains("/agent-group/");

    poll(progress(call("DeleteResource", identified(identifier).put("ClientToken", "t3")), "DELETE"), "DELETE");
    HttpResponse<String> gone = send("/", "GetResource", identified(identifier).toString());
    assertThat(gone.statusCode()).isEqualTo(400);
    assertThat(json(gone).get("__type").asText()).isEqualTo("ResourceNotFoundException");
  }

  @Test
  void awscc_setInAnotherOrder_isShownSortedSoThatPatchesByIndexHit() throws Exception {
    String desired =
        Users.plain("set-order")
            .replace("\"" + Users.securityProfile(1) + "\"", "\"" + Users.securityProfile(1) + "\",\"" + Users.securityProfile(2) + "\"");
    String identifier = poll(call("CreateResource", request().put("DesiredState", desired)).get("ProgressEvent"), "CREATE").get("Identifier").asText();
    // Terraform keeps sets sorted, and so counts: the second of them is the first profile.
    List<String> sorted = List.of(Users.securityProfile(2), Users.securityProfile(1));
    assertThat(texts(get(identifier).get("SecurityProfileArns"))).isEqualTo(sorted);
    String patch = "[{\"op\":\"replace\",\"path\":\"/SecurityProfileArns/1\",\"value\":\"" + Users.securityProfile(3) + "\"}]";
    poll(call("UpdateResource", identified(identifier).put("PatchDocument", patch)).get("ProgressEvent"), "UPDATE");
    assertThat(texts(get(identifier).get("SecurityProfileArns")))
        .containsExactly(Users.securityProfile(2), Users.securityProfile(3));
  }

  @Test
  void awscc_deleteOfAMissingUser_isAFailedEventNotAnHttpError() throws Exception {
    String identifier = Users.INSTANCE + "/agent/99999999-9999-9999-9999-999999999999";
    JsonNode begun = call("DeleteResource", identified(identifier)).get("ProgressEvent");
    JsonNode event = call("GetResourceRequestStatus", Json.MAPPER.createObjectNode().put("RequestToken", begun.get("RequestToken").asText())).get("ProgressEvent");
    assertThat(event.get("OperationStatus").asText()).isEqualTo("FAILED");
    assertThat(event.get("Operation").asText()).isEqualTo("DELETE");
    assertThat(event.get("ErrorCode").asText()).isEqualTo("NotFound");
  }

  @Test
  void awscc_failedCreate_hasNoIdentifierToSave() throws Exception {
    JsonNode begun =
        call("CreateResource", request().put("DesiredState", Users.plain("unknown-profile").replace("22222222-2222-2222-2222-222222222222", "22222222-2222-2222-2222-999999999999")))
            .get("ProgressEvent");
    JsonNode event = status(begun);
    assertThat(event.get("OperationStatus").asText()).isEqualTo("FAILED");
    assertThat(event.get("ErrorCode").asText()).isEqualTo("InvalidRequest");
    assertThat(event.get("StatusMessage").asText()).isNotEmpty().doesNotContain("Secret123456");
    assertThat(event.has("Identifier")).isFalse();
  }

  @Test
  void stackql_insertSelectUpdateDelete_worksWithoutTokensAndPolling() throws Exception {
    String query = "/?Action=%s&Version=2021-09-30";
    HttpResponse<String> inserted =
        send(query.formatted("CreateResource"), "CreateResource", request().put("DesiredState", Users.plain("stackql")).toString());
    assertThat(inserted.statusCode()).isEqualTo(200);
    JsonNode created = status(json(inserted).get("ProgressEvent"));
    String identifier = created.get("Identifier").asText();

    JsonNode rows = json(send(query.formatted("ListResources"), "ListResources", request().toString()));
    assertThat(rows.get("TypeName").asText()).isEqualTo(TYPE);
    assertThat(rows.get("ResourceDescriptions").findValuesAsText("Identifier")).contains(identifier);
    JsonNode row = json(send(query.formatted("GetResource"), "GetResource", identified(identifier).toString()));
    assertThat(Json.MAPPER.readTree(row.at("/ResourceDescription/Properties").asText()).get("Username").asText()).isEqualTo("stackql");

    ObjectNode update = identified(identifier).put("PatchDocument", "[{\"op\":\"replace\",\"path\":\"/PhoneConfig/AutoAccept\",\"value\":false}]");
    HttpResponse<String> updated = send(query.formatted("UpdateResource"), "UpdateResource", update.toString());
    assertThat(status(json(updated).get("ProgressEvent")).get("OperationStatus").asText()).isEqualTo("SUCCESS");
    assertThat(get(identifier).at("/PhoneConfig/AutoAccept").asBoolean()).isFalse();

    HttpResponse<String> deleted = send(query.formatted("DeleteResource"), "DeleteResource", identified(identifier).toString());
    assertThat(status(json(deleted).get("ProgressEvent")).get("OperationStatus").asText()).isEqualTo("SUCCESS");
  }

  @Test
  void stackql_selectOfAnInstance_showsOnlyItsUsers() throws Exception {
    poll(call("CreateResource", request().put("DesiredState", Users.plain("here"))).get("ProgressEvent"), "CREATE");
    ObjectNode other = request().put("ResourceModel", "{\"InstanceArn\":\"" + Users.SAML_INSTANCE + "\"}");
    assertThat(call("ListResources", other).get("ResourceDescriptions")).isEmpty();
    ObjectNode own = request().put("ResourceModel", "{\"InstanceArn\":\"" + Users.INSTANCE + "\"}");
    assertThat(call("ListResources", own).get("ResourceDescriptions")).isNotEmpty();
  }

  @Test
  void pulumi_everyUpdateAddsThePassword_andItMayEvenDiffer() throws Exception {
    callerIdentity();
    ObjectNode create = request().put("ClientToken", UUID.randomUUID().toString()).put("DesiredState", Users.plain("pulumi"));
    String identifier = poll(progress(call("CreateResource", create), "CREATE"), "CREATE").get("Identifier").asText();
    get(identifier);
    String patch = "[{\"op\":\"add\",\"path\":\"/Password\",\"value\":\"Other1234567\"},{\"op\":\"add\",\"path\":\"/IdentityInfo/Mobile\",\"value\":\"+491234567\"}]";
    poll(progress(call("UpdateResource", identified(identifier).put("PatchDocument", patch)), "UPDATE"), "UPDATE");
    assertThat(get(identifier).at("/IdentityInfo/Mobile").asText()).isEqualTo("+491234567");
    poll(progress(call("DeleteResource", identified(identifier)), "DELETE"), "DELETE");
  }

  /** The provider's own checks: an event's required fields and types; a text for a time stops the client. */
  private static JsonNode progress(JsonNode answer, String operation) {
    JsonNode event = answer.get("ProgressEvent");
    assertThat(event.get("RequestToken").isTextual()).isTrue();
    assertThat(event.get("TypeName").asText()).isEqualTo(TYPE);
    assertThat(event.get("Operation").asText()).isEqualTo(operation);
    assertThat(event.get("OperationStatus").asText()).isIn("PENDING", "IN_PROGRESS", "SUCCESS");
    assertThat(event.get("EventTime").isNumber()).isTrue();
    assertThat(event.get("EventTime").asDouble()).isBetween(1.7e9, 1e10);
    assertThat(!event.has("RetryAfter") || event.get("RetryAfter").isNumber()).isTrue();
    assertThat(!event.has("ResourceModel") || event.get("ResourceModel").isTextual()).isTrue();
    assertThat(event.toString()).doesNotContain("Secret123456").doesNotContain(":null");
    assertThat(answer.has("HooksProgressEvent")).isFalse();
    return event;
  }

  private static JsonNode poll(JsonNode begun, String operation) throws Exception {
    JsonNode event = status(begun);
    assertThat(event.get("OperationStatus").asText()).as(event.toString()).isEqualTo("SUCCESS");
    assertThat(event.get("Operation").asText()).isEqualTo(operation);
    return event;
  }

  private static JsonNode status(JsonNode begun) throws Exception {
    ObjectNode question = Json.MAPPER.createObjectNode().put("RequestToken", begun.get("RequestToken").asText());
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    JsonNode event;
    do {
      event = call("GetResourceRequestStatus", question).get("ProgressEvent");
    } while (event.get("OperationStatus").asText().endsWith("PROGRESS") && System.nanoTime() < deadline);
    return event;
  }

  private static JsonNode get(String identifier) throws Exception {
    JsonNode answer = call("GetResource", identified(identifier));
    assertThat(answer.get("TypeName").asText()).isEqualTo(TYPE);
    assertThat(answer.at("/ResourceDescription/Identifier").asText()).isEqualTo(identifier);
    assertThat(answer.at("/ResourceDescription/Properties").isTextual()).isTrue();
    return Json.MAPPER.readTree(answer.at("/ResourceDescription/Properties").asText());
  }

  private static List<String> texts(JsonNode array) {
    return Json.MAPPER.convertValue(array, Json.MAPPER.getTypeFactory().constructCollectionType(List.class, String.class));
  }

  private static ObjectNode request() {
    return Json.MAPPER.createObjectNode().put("TypeName", TYPE);
  }

  private static ObjectNode identified(String identifier) {
    return request().put("Identifier", identifier);
  }

  private static JsonNode call(String operation, ObjectNode body) throws Exception {
    HttpResponse<String> answer = send("/", operation, body.toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-amz-json-1.0");
    assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
    return json(answer);
  }

  private static HttpResponse<String> send(String path, String operation, String body) throws Exception {
    return HTTP.send(
        signed(path, "cloudcontrolapi")
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "CloudApiService." + operation)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static void callerIdentity() throws Exception {
    HttpResponse<String> answer =
        HTTP.send(
            signed("/", "sts")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("Action=GetCallerIdentity&Version=2011-06-15"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("<Account>123456789012</Account>");
  }

  private static HttpRequest.Builder signed(String path, String service) {
    String credential = "Credential=AKIDTEST/20261122/us-east-1/" + service + "/aws4_request";
    return HttpRequest.newBuilder(URI.create(emulator.endpoint() + path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "AWS4-HMAC-SHA256 " + credential + ", SignedHeaders=host, Signature=00");
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    return Json.MAPPER.readTree(answer.body());
  }
}
