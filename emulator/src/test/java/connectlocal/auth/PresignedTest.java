package connectlocal.auth;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.http.Request;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs that are signed: for how long they are good, and what is wrong with some. */
class PresignedTest extends SignedCalls {
    @Test
    void presigned_dayOfTheScopeThatIsNotThatOfTheTime_isRefused() {
        Request request = presigned("s3", NOW, Duration.ofSeconds(100));
        String credential = request.query().get("X-Amz-Credential").get(0);
        Request changed = query(request, "X-Amz-Credential", credential.replace("/20260301/", "/20260228/"));
        refused(changed, "s3", NOW, "SignatureDoesNotMatch", 403, "Date in Credential");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3", "sts"})
    void presigned_isGoodFromItsTimeToItsEnd(String service) {
        Request request = presigned(service, NOW, Duration.ofSeconds(100));
        check(request, service, NOW);
        check(request, service, NOW.plusSeconds(100));
        String code = service.equals("s3") ? "AccessDenied" : "SignatureDoesNotMatch";
        refused(request, service, NOW.plusSeconds(101), code, 403, "Signature expired");
        int skew = service.equals("s3") ? 900 : 300;
        check(request, service, NOW.minusSeconds(skew));
        assertThatThrownBy(() -> check(request, service, NOW.minusSeconds(skew + 1)))
                .hasMessageContaining("not yet current");
        check(presigned(service, NOW, Duration.ofDays(7)), service, NOW.plus(Duration.ofDays(7)));
        String malformed = service.equals("s3") ? "AuthorizationHeaderMalformed" : "IncompleteSignature";
        for (String wrong : List.of("0", "-1", "604801", "99999999999", "soon")) {
            Request changed = query(request, "X-Amz-Expires", wrong);
            refused(changed, service, NOW, malformed, 400, "X-Amz-Expires must be");
        }
        refused(query(request, "X-Amz-Algorithm", "X"), service, NOW, malformed, 400, "X-Amz-Algorithm must be");
        assertThatThrownBy(() -> check(query(request, "q", "2"), service, NOW)).hasMessageContaining("we calculated");
    }
}
