package connectlocal.connect;

import static connectlocal.connect.Connect.DEMO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import connectlocal.connect.wire.ApiModel;
import connectlocal.connect.wire.OperationModel;
import connectlocal.http.AwsError;
import connectlocal.http.Request;
import connectlocal.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire beyond the well-formed: routes, JSON types, and the form of answers and refusals. */
class WireTest {
    private final Connect connect = Connect.with();

    @Test
    @Documented("API model")
    void routeTable_hasEveryOperationOfTheModelOnce() {
        assertThat(connect.api.routes())
                .extracting(ConnectOperation::name)
                .containsExactlyInAnyOrderElementsOf(ApiModel.load().operations().stream()
                        .map(OperationModel::name)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/users",
        "PATCH,/users/x",
        "GET,/users//x",
        "POST,/users/x/y/z",
        "GET,/",
        "DELETE,/users-summary/x",
        "GET,/instance/x/y"
    })
    @Assumed("AWS services answer an unknown route with UnknownOperationException")
    void unknownRoute_isRefusedNamingMethodAndPath(String method, String path) {
        AwsError error = connect.refused(method, path, "");
        assertThat(error.code()).isEqualTo("UnknownOperationException");
        assertThat(error.status()).isEqualTo(404);
        assertThat(error).hasMessageContaining(method + " " + path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "\"x\"",
                "nul",
                "{} {}",
                " ",
                "{\"Username\":1}",
                "{\"SecurityProfileIds\":\"x\"}",
                "{\"SecurityProfileIds\":[1]}",
                "{\"SecurityProfileIds\":[null]}",
                "{\"Tags\":[]}",
                "{\"Tags\":{\"a\":1}}",
                "{\"IdentityInfo\":\"x\"}",
                "{\"PhoneConfig\":{\"AutoAccept\":\"true\"}}",
                "{\"PhoneConfig\":{\"AfterContactWorkTimeLimit\":1.5}}",
                "{\"PhoneConfig\":{\"AfterContactWorkTimeLimit\":99999999999}}",
                "{\"PhoneConfig\":{\"AfterContactWorkTimeLimit\":1e-999999999}}",
                "{\"PhoneConfig\":{\"AfterContactWorkTimeLimit\":1e999999999}}",
                "{\"PhoneConfig\":{\"AfterContactWorkTimeLimit\":1e2147483648}}",
                "{\"PhoneConfig\":{\"AfterContactWorkTimeLimit\":3.0000000000000000000000001}}",
                "{\"PhoneConfig\":{\"AfterContactWorkTimeLimit\":NaN}}",
                "{\"PhoneConfig\":{\"AfterContactWorkTimeLimit\":\"1\"}}"
            })
    @Documented("restJson1: SerializationException for what can not be read")
    void malformedBody_isSerializationException(String body) {
        AwsError error = connect.refused("PUT", "/users/" + DEMO, body);
        assertThat(error.code()).isEqualTo("SerializationException");
        assertThat(error.status()).isEqualTo(400);
    }

    @Test
    @Assumed("a refusal must not show what may be a password")
    void malformedBody_isNeverQuoted() {
        assertThat(connect.refused("PUT", "/users/" + DEMO, "{\"Password\": Sekret123 }")
                        .getMessage())
                .doesNotContain("Sekret");
        assertThat(connect.refused("PUT", "/users/" + DEMO, "{\"Password\": [\"Sekret123\"]}")
                        .getMessage())
                .contains("Password")
                .doesNotContain("Sekret");
        String deep = "{\"SearchCriteria\":" + "{\"AndConditions\":[".repeat(5000);
        assertThat(connect.refused("POST", "/search-users", deep).code()).isEqualTo("SerializationException");
    }

    @Test
    @Assumed("what is no Unicode text can neither be stored nor shown again")
    void halfASurrogatePair_isSerializationException() {
        for (String body : List.of("{\"Username\":\"\\ud800\"}", "{\"Tags\":{\"\\udc00\":\"x\"}}")) {
            assertThat(connect.refused("PUT", "/users/" + DEMO, body).code()).isEqualTo("SerializationException");
        }
    }

    @Test
    @Assumed("a refusal is Unicode text wherever it cuts a quote short")
    void longQuote_isNotCutInsideACharacter() {
        String key = "a".repeat(59) + "\uD83D\uDE00\uD83D\uDE00";
        assertThat(connect.refused("POST", "/tags/x", "{\"tags\":{\"" + key + "\":\"x\"}}")
                        .getMessage())
                .contains("a\uD83D\uDE00…'");
    }

    @Test
    @Documented("restJson1: nulls are absent, unknown members are ignored")
    void nullsAndUnknownMembers_countAsAbsent() {
        String body = "{\"Username\":\"ada\",\"Password\":\"Password123\",\"RoutingProfileId\":\"" + Connect.ROUTING
                + "\",\"SecurityProfileIds\":[\"" + Connect.AGENT + "\"],\"IdentityInfo\":null,\"Shoe\":44}";
        Request request =
                new Request("PUT", "/users/" + DEMO, Map.of(), Map.of(), body.getBytes(StandardCharsets.UTF_8));
        assertThat(Connect.read(connect.answer(request)).has("UserArn")).isTrue();
    }

    @Test
    @Documented("API model: required members; all violations in one refusal")
    void missingMembers_areAllNamed() {
        assertThat(connect.refused("PUT", "/users/" + DEMO, "{}").getMessage())
                .contains("Username is required", "SecurityProfileIds is required", "RoutingProfileId is required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ten", "", "+5", "\u0665", "5 ", "--5", "99999999999", "1.0"})
    @Documented("restJson1: query parameters and percent-encoding")
    void badQuery_isSerializationException(String number) {
        Request size = new Request(
                "GET", "/users-summary/" + DEMO, Map.of("maxResults", List.of(number)), Map.of(), new byte[0]);
        assertThat(catchThrowableOfType(AwsError.class, () -> connect.answer(size))
                        .code())
                .isEqualTo("SerializationException");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%zz",
                "%",
                "%4",
                "%u0041",
                "%00",
                "a%00b",
                "%0a",
                "%7F",
                "%C2%85",
                "%ff",
                "%c3%28",
                "%ed%a0%80",
                "\u00ff"
            })
    @Assumed("what no id can be is an invalid parameter, by the operation's own name for it")
    void badPath_isRefusedByADeclaredError(String segment) {
        assertThat(connect.refused("GET", "/users-summary/" + segment, "").code())
                .isEqualTo("InvalidParameterException");
        assertThat(connect.refused("GET", "/users/" + DEMO + "/" + segment, "").code())
                .isEqualTo("InvalidParameterException");
        assertThat(connect.refused("GET", "/tags/" + segment, "").code()).isEqualTo("InvalidParameterException");
        assertThat(connect.refused("GET", "/instance/" + segment, "").code()).isEqualTo("InvalidRequestException");
    }

    @Test
    @Documented("API model: errors carry Message; the type travels in x-amzn-errortype")
    void refusal_isRenderedWithTypeStatusAndMessage() {
        Response response = connect.api.render(ConnectErrors.notFound("The user \"x\" …"));
        assertThat(response.status()).isEqualTo(404);
        assertThat(response.headers()).containsEntry("x-amzn-errortype", "ResourceNotFoundException");
        assertThat(Connect.read(response).get("Message").asText()).isEqualTo("The user \"x\" …");
    }

    @Test
    @Documented("restJson1: epoch seconds; API model: mutators answer with no body")
    void answers_haveSecondsWithMillisecondsAndMutatorsNoBody() {
        String id = connect.create("ada");
        Request describe = new Request("GET", "/users/" + DEMO + "/" + id, Map.of(), Map.of(), new byte[0]);
        assertThat(new String(connect.answer(describe).body(), StandardCharsets.UTF_8))
                .containsPattern("\"LastModifiedTime\":[0-9]{10}\\.[0-9]{3}[,}]");
        Request delete = new Request("DELETE", "/users/" + DEMO + "/" + id, Map.of(), Map.of(), new byte[0]);
        assertThat(connect.answer(delete).body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 960, 100_000})
    void body_nestedVeryDeep_isRefusedAsNoJson(int depth) {
        String nested = "{\"SearchCriteria\":{\"OrConditions\":[".repeat(depth / 3) + "]}}".repeat(depth / 3);
        byte[] body = nested.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        var request = new connectlocal.http.Request("POST", "/search-users", Map.of(), Map.of(), body);
        AwsError error = org.assertj.core.api.Assertions.catchThrowableOfType(
                AwsError.class, () -> Connect.with().answer(request));
        assertThat(error.code()).isEqualTo("SerializationException");
    }

    /** A table of names that all requests share can be spoiled for all by one. */
    @Test
    void parsers_keepNoTableOfNames() {
        assertThat(connectlocal.http.Json.wireFormat()
                        .isEnabled(com.fasterxml.jackson.core.JsonFactory.Feature.CANONICALIZE_FIELD_NAMES))
                .isFalse();
        assertThat(connectlocal.http.Json.MAPPER
                        .getFactory()
                        .isEnabled(com.fasterxml.jackson.core.JsonFactory.Feature.CANONICALIZE_FIELD_NAMES))
                .isFalse();
    }
}
