package connectlocal.auth;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.http.AwsError;
import connectlocal.http.Request;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a signature says of the body, and where it need not. */
class SignedPayloadTest extends SignedCalls {
    @Test
    void payload_ofAnother_isRefusedInEachServicesWords() {
        Request whole = signed("s3", NOW);
        refused(body(whole, "other"), "s3", NOW, "XAmzContentSHA256Mismatch", 400, "x-amz-content-sha256");
        refused(body(signed("sts", NOW), "x"), "sts", NOW, "SignatureDoesNotMatch", 403, "");
        refused(body(signed("connect", NOW), "x"), "connect", NOW, "InvalidSignatureException", 403, "");
        // Only S3 takes a payload that nobody has signed, and then the header says so and is signed itself.
        for (String stated : List.of("UNSIGNED-PAYLOAD", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")) {
            Request changed = with(signed("s3", NOW), "x-amz-content-sha256", stated);
            refused(changed, "s3", NOW, "SignatureDoesNotMatch", 403, "we calculated");
        }
    }

    @Test
    void payload_thatNobodySigned_isTakenByS3Alone_andOnlyWhenItsHeaderSaysSo() {
        String unsigned = "UNSIGNED-PAYLOAD";
        Request s3 = with(signed("s3", NOW), "x-amz-content-sha256", unsigned);
        check(resigned(s3, "s3", unsigned), "s3", NOW);
        check(body(resigned(s3, "s3", unsigned), "other"), "s3", NOW);
        Request connect = signed("connect", NOW, "x-amz-content-sha256", unsigned);
        Request stated = with(connect, "x-amz-content-sha256", unsigned);
        assertThatThrownBy(() -> check(resigned(stated, "connect", unsigned), "connect", NOW))
                .isInstanceOf(AwsError.class);
        Request silent = with(signed("s3", NOW), "x-amz-content-sha256", null);
        refused(resigned(silent, "s3", unsigned), "s3", NOW, "SignatureDoesNotMatch", 403, "we calculated");
        check(resigned(silent, "s3", SignatureV4.sha256(BODY)), "s3", NOW);
    }
}
