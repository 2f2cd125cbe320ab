package connectlocal.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which URLs are of S3 here, when clients hand a template over by its URL. */
class AddressTest {
    private static final List<String> OWN = List.of("127.0.0.2", "aws.example");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:4566/b/k",
                "http://b.localhost:4566/k",
                "https://b.s3.eu-west-1.amazonaws.com/k",
                "http://127.0.0.2:4566/b/k",
                "http://AWS.example:4566/b/k"
            })
    void of_urlOfS3Here_isBucketAndKey(String url) {
        assertThat(Address.of(url, OWN)).contains(new Address("b", "k"));
    }

    @Test
    void of_urlOfAnotherHost_isNone() {
        assertThat(Address.of("http://aws.example/b/k", List.of())).isEmpty();
        assertThat(Address.of("http://other.example/b/k", OWN)).isEmpty();
    }
}
