package connectlocal.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.http.Request;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request says of its signature: read at the cost of its length, and refused where it says a thing twice. */
class SignedTest {
    private static final String CREDENTIAL = "AKIDEXAMPLE1/20260301/us-east-1/sts/aws4_request";

    /** A text that counts how often it is looked at. */
    private static final class Counted implements CharSequence {
        private final String text;
        private long looks;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            looks++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a=", "a,", "a=,", "= ", "=a,"})
    void header_isReadAtTheCostOfItsLength(String piece) {
        var header = new Counted(Signed.ALGORITHM + " " + piece.repeat(32_000 / piece.length()));
        Signed.parts(header);
        assertThat(header.looks).isLessThan(10L * header.length());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Credential=c, SignedHeaders=host, Signature=00 | {Credential=c, Signature=00, SignedHeaders=host}",
                "Credential=c,Signature=1==,Signature=2 | {Credential=c, Signature=1==}",
                "xCredential=c Credential = d | {xCredential=c}",
                "x-Credential=c | {Credential=c}",
                "a=b=c,, =d | {a=b=c}"
            })
    void header_isReadByItsParts(String header, String parts) {
        assertThat(Signed.parts(header)).hasToString(parts);
    }

    /** A header named a thousand times would be signed a thousand times, however long its value. */
    @ParameterizedTest
    @ValueSource(strings = {"host;host", "host;x-amz-date;Host", "a;b;c;a"})
    void headerThatIsSignedTwice_isRefused(String names) {
        String header = "AWS4-HMAC-SHA256 Credential=" + CREDENTIAL + ", SignedHeaders=" + names + ", Signature=00";
        Map<String, String> headers = Map.of("authorization", header, "x-amz-date", "20260301T120000Z");
        var inHeader = new Request("GET", "/", Map.of(), headers, new byte[0]);
        var query = Map.of(
                "X-Amz-Algorithm", List.of("AWS4-HMAC-SHA256"),
                "X-Amz-Credential", List.of(CREDENTIAL),
                "X-Amz-SignedHeaders", List.of(names),
                "X-Amz-Signature", List.of("00"),
                "X-Amz-Date", List.of("20260301T120000Z"),
                "X-Amz-Expires", List.of("60"));
        for (Request request : List.of(inHeader, new Request("GET", "/", query, Map.of(), new byte[0]))) {
            assertThatThrownBy(() -> Signed.of(request))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("SignedHeaders must name each header once");
        }
    }

    @Test
    void headersThatAreSignedOnce_areTaken() {
        String header = "AWS4-HMAC-SHA256 Credential=" + CREDENTIAL + ", SignedHeaders=Host;x-amz-date, Signature=00";
        Map<String, String> headers = Map.of("authorization", header, "x-amz-date", "20260301T120000Z");
        assertThat(Signed.of(new Request("GET", "/", Map.of(), headers, new byte[0]))
                        .orElseThrow()
                        .headers())
                .containsExactly("host", "x-amz-date");
    }
}
