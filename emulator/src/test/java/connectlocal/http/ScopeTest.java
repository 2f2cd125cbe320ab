package connectlocal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {
    private static Request signed(String authorization) {
        return new Request("GET", "/", Map.of(), Map.of("authorization", authorization), new byte[0]);
    }

    @ParameterizedTest
    @CsvSource({
        "'AWS4-HMAC-SHA256 Credential=AKID/20260101/eu-west-1/connect/aws4_request, SignedHeaders=host, Signature=0'",
        "'AWS4-HMAC-SHA256 Credential=A/K/ID/20260101/eu-west-1/connect/aws4_request,SignedHeaders=host'",
        "'AWS4-HMAC-SHA256 SignedHeaders=host, Credential=AKID/20260101/eu-west-1/connect/aws4_request'"
    })
    void of_signature_hasRegionAndService(String authorization) {
        assertThat(Scope.of(signed(authorization))).hasValue(new Scope("eu-west-1", "connect"));
    }

    /** A signature is looked for in the header first, and whoever verifies it must mean the same one. */
    @Test
    void of_presignedQuery_isWhatIsMeantWhereNoHeaderSigns() {
        var query = Map.of("X-Amz-Credential", List.of("AKID/20260101/eu-west-1/sts/aws4_request"));
        var presigned = new Request("GET", "/", query, Map.of(), new byte[0]);
        assertThat(Scope.of(presigned)).hasValue(new Scope("eu-west-1", "sts"));
        var headers = signed("AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/sts/aws4_request");
        var both = new Request("GET", "/", query, headers.headers(), new byte[0]);
        assertThat(Scope.of(both)).hasValue(new Scope("us-east-1", "sts"));
    }

    @Test
    void of_headerWithTwoCredentials_isTheFirst_andNoneThatOnlyEndsLikeOne() {
        String header = "AWS4-HMAC-SHA256 XCredential=A/20260101/ap-south-1/s3/aws4_request,"
                + "Credential=A/20260101/us-east-1/sts/aws4_request, Credential=A/20260101/eu-west-1/ssm/aws4_request";
        assertThat(Scope.of(signed(header))).hasValue(new Scope("us-east-1", "sts"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer x",
                "Credential=",
                "Credential=A/20260101/eu-west-1/connect",
                "Credential=A/20260101/eu-west-1/connect/aws4_request/x",
                "Credential=A/2026/eu-west-1/connect/aws4_request",
                "Credential=A/20260101//connect/aws4_request",
                "Credential=20260101/eu-west-1/connect/aws4_request"
            })
    void of_noScope_isEmpty(String authorization) {
        assertThat(Scope.of(signed(authorization))).isEmpty();
    }
}
