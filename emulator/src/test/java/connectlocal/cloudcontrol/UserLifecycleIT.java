package connectlocal.cloudcontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.http.Json;
import connectlocal.shared.PackagedEmulator;
import connectlocal.shared.Shared;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudcontrol.CloudControlClient;
import software.amazon.awssdk.services.cloudcontrol.model.HandlerErrorCode;
import software.amazon.awssdk.services.cloudcontrol.model.NotUpdatableException;
import software.amazon.awssdk.services.cloudcontrol.model.OperationStatus;
import software.amazon.awssdk.services.cloudcontrol.model.ProgressEvent;
import software.amazon.awssdk.services.cloudcontrol.model.ResourceNotFoundException;

/** A Connect user's life through Cloud Control: the real SDK, the packaged provider, the emulated service. */
@ExtendWith(Shared.class)
class UserLifecycleIT {
    private static final String TYPE = Users.TYPE;
    private final CloudControlClient client;

    UserLifecycleIT(PackagedEmulator emulator) {
        client = emulator.cloudControl();
    }

    @Test
    void createGetUpdateDelete_plainUser_livesAndIsGone() throws Exception {
        ProgressEvent created = create("ada");
        assertThat(created.operationStatus()).as(created.toString()).isEqualTo(OperationStatus.SUCCESS);
        assertThat(created.identifier()).contains("/agent/");
        assertThat(created.resourceModel()).contains("\"ada\"").doesNotContain("Secret12");

        JsonNode read = get(created.identifier());
        assertThat(read.get("Username").asText()).isEqualTo("ada");
        assertThat(read.get("UserArn").asText()).isEqualTo(created.identifier());
        assertThat(read.has("Password")).isFalse();

        ProgressEvent updated = update(created.identifier(), """
            [{"op":"replace","path":"/IdentityInfo/LastName","value":"King"},
             {"op":"add","path":"/Password","value":"Secret123456"},
             {"op":"add","path":"/Tags","value":[{"Key":"team","Value":"blue"}]}]\
            """);
        assertThat(updated.operationStatus()).as(updated.toString()).isEqualTo(OperationStatus.SUCCESS);
        assertThat(get(created.identifier()).at("/IdentityInfo/LastName").asText())
                .isEqualTo("King");
        assertThat(get(created.identifier()).at("/Tags/0/Value").asText()).isEqualTo("blue");

        ProgressEvent deleted = delete(created.identifier());
        assertThat(deleted.operationStatus()).isEqualTo(OperationStatus.SUCCESS);
        assertThat(deleted.resourceModel()).isNull();
        assertThatThrownBy(() -> get(created.identifier())).isInstanceOf(ResourceNotFoundException.class);
        ProgressEvent again = delete(created.identifier());
        assertThat(again.operationStatus()).isEqualTo(OperationStatus.FAILED);
        assertThat(again.errorCode()).isEqualTo(HandlerErrorCode.NOT_FOUND);
        assertThat(again.operationAsString()).isEqualTo("DELETE");
    }

    @Test
    void get_byInstanceAndUsername_findsTheUserThatAwsNamesByArn() throws Exception {
        String arn = create("by-name").identifier();
        String byName = "{\"InstanceArn\":\"%s\",\"Username\":\"by-name\"}".formatted(Users.INSTANCE);
        assertThat(get(byName)).isEqualTo(get(arn));
        assertThat(update(byName, "[{\"op\":\"replace\",\"path\":\"/PhoneConfig/AutoAccept\",\"value\":false}]")
                        .identifier())
                .isEqualTo(arn);
        assertThat(delete(byName).identifier()).isEqualTo(arn);
        assertThatThrownBy(() -> get(byName)).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void identifierOfAnotherForm_anyOperation_isValidationExceptionAtOnce() {
        for (String identifier : List.of("x", "a|b", "{", "{\"UserArn\":1}", "{\"UserArn\":\"x\"}", "a\u0000")) {
            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    () -> get(identifier), () -> update(identifier, "[]"), () -> delete(identifier))) {
                assertThatThrownBy(call)
                        .as(identifier)
                        .satisfies(Clients::isValidationException)
                        .hasMessageContaining("is not valid for identifier [/properties/UserArn]");
            }
        }
    }

    @Test
    void update_passwordReplaced_isValidationException() {
        String arn = create("replaced").identifier();
        assertThatThrownBy(
                        () -> update(arn, "[{\"op\":\"replace\",\"path\":\"/Password\",\"value\":\"Other1234567\"}]"))
                .satisfies(Clients::isValidationException)
                .hasMessageContaining("can only be updated using 'add' operation")
                .hasMessageNotContaining("Other1234567");
    }

    @Test
    void update_nameOrInstance_isNotUpdatable() {
        String arn = create("fixed").identifier();
        assertThatThrownBy(() -> update(arn, "[{\"op\":\"replace\",\"path\":\"/Username\",\"value\":\"other\"}]"))
                .isInstanceOf(NotUpdatableException.class)
                .hasMessageContaining("/properties/Username");
        assertThatThrownBy(() -> update(arn, "[{\"op\":\"replace\",\"path\":\"/UserArn\",\"value\":\"other\"}]"))
                .satisfies(Clients::isValidationException)
                .hasMessageContaining("/properties/UserArn");
    }

    @Test
    void update_handlerRefuses_isAFailedEventThatSaysWhyAndChangesNothing() throws Exception {
        String arn = create("refused").identifier();
        JsonNode before = get(arn);
        String foreign = Users.SAML_INSTANCE + "/routing-profile/aaaaaaaa-2222-2222-2222-222222222222";
        ProgressEvent failed =
                update(arn, "[{\"op\":\"replace\",\"path\":\"/RoutingProfileArn\",\"value\":\"" + foreign + "\"}]");
        assertThat(failed.operationStatus()).isEqualTo(OperationStatus.FAILED);
        assertThat(failed.errorCode()).isEqualTo(HandlerErrorCode.INVALID_REQUEST);
        assertThat(failed.statusMessage()).contains("RoutingProfileArn");
        assertThat(failed.identifier()).isEqualTo(arn);
        assertThat(get(arn)).isEqualTo(before);
    }

    @Test
    void create_nameTaken_failsWithAlreadyExistsAndNoIdentifier() throws Exception {
        String arn = create("taken").identifier();
        ProgressEvent failed = create("taken");
        assertThat(failed.errorCode()).isEqualTo(HandlerErrorCode.ALREADY_EXISTS);
        assertThat(failed.identifier()).isNull();
        assertThat(get(arn).get("Username").asText()).isEqualTo("taken");
    }

    @Test
    void create_modelThatBreaksTheSchema_isRefusedAtOnceAndLeavesNobody() {
        String broken = Users.plain("bad name").replace("Secret123456", "short").replace("SOFT_PHONE", "CAN_PHONE");
        assertThatThrownBy(() -> client.createResource(r -> r.typeName(TYPE).desiredState(broken)))
                .hasMessageContaining("#/Username")
                .hasMessageContaining("#/Password")
                .hasMessageContaining("#/PhoneConfig/PhoneType")
                .hasMessageNotContaining("short");
        assertThat(client.listResourcesPaginator(r -> r.typeName(TYPE)).resourceDescriptions())
                .noneMatch(d -> d.properties().contains("bad name"));
    }

    private ProgressEvent create(String username) {
        return Clients.end(
                client,
                client.createResource(r -> r.typeName(TYPE).desiredState(Users.plain(username)))
                        .progressEvent());
    }

    private ProgressEvent update(String identifier, String patch) {
        return Clients.end(
                client,
                client.updateResource(
                                r -> r.typeName(TYPE).identifier(identifier).patchDocument(patch))
                        .progressEvent());
    }

    private ProgressEvent delete(String identifier) {
        return Clients.end(
                client,
                client.deleteResource(r -> r.typeName(TYPE).identifier(identifier))
                        .progressEvent());
    }

    private JsonNode get(String identifier) throws Exception {
        return Json.MAPPER.readTree(client.getResource(r -> r.typeName(TYPE).identifier(identifier))
                .resourceDescription()
                .properties());
    }
}
