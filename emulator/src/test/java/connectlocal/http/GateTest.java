package connectlocal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a web page in the developer's browser can send, and what clients send. */
class GateTest {
    /** To read somebody's users is as bad as to change them, and a page reads with GET. */
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "DELETE");

    private final Gate gate = new Gate(List.of("Dev.Example", "my_host"));

    private static Request action(String method, String action, String headers) {
        Request plain = request(method, headers);
        return new Request(method, "/", Map.of("Action", List.of(action, "ListStacks")), plain.headers(), plain.body());
    }

    /** Browsers send Sec-Fetch-Site to trustworthy addresses alone, and no Origin with what they only get. */
    @ParameterizedTest
    @CsvSource({
        "GET, DeleteStack",
        "HEAD, DeleteStack",
        "GET, CreateStack",
        "GET, DetectStackDrift",
        "GET, AssumeRole",
        "GET, delete",
        "GET, ListStacks/DeleteStack",
        "DELETE, DeleteStack"
    })
    void addresses_ofWhatChangesSomething_areKeptOut(String method, String action) {
        assertThatThrownBy(() -> gate.check(action(method, action, "host=192.168.0.7")))
                .isInstanceOf(AwsError.class);
        assertThatThrownBy(() -> gate.check(action(method, action, "host=localhost")))
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.status()).isEqualTo(403))
                .hasMessageContaining(action)
                .hasMessageContaining("POST");
        String signed = "host=localhost;authorization=AWS4-HMAC-SHA256 Credential=x";
        assertThatCode(() -> gate.check(action(method, action, signed))).doesNotThrowAnyException();
        assertThatCode(() -> new Gate(List.of(), true).check(action(method, action, "host=localhost")))
                .as("what an address says is verified behind the gate")
                .doesNotThrowAnyException();
        assertThatCode(() -> gate.check(action("POST", action, "host=localhost")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DescribeStacks",
                "ListStacks",
                "GetTemplate",
                "GetCallerIdentity",
                "ValidateTemplate",
                "EstimateTemplateCost"
            })
    void addresses_ofWhatOnlyReads_areLetIn(String action) {
        assertThatCode(() -> gate.check(action("GET", action, "host=localhost")))
                .doesNotThrowAnyException();
    }

    private static Request request(String method, String headers) {
        var all = new java.util.HashMap<String, String>();
        for (String header : headers.split(";")) {
            if (!header.isBlank()) {
                String[] parts = header.strip().split("=", 2);
                all.put(parts[0], parts[1]);
            }
        }
        return new Request(method, "/_emulator/reset", Map.of(), all, new byte[0]);
    }

    @ParameterizedTest
    @CsvSource({
        "host=127.0.0.1:4566",
        "host=localhost",
        "host=LOCALHOST:80",
        "host=[::1]:4566",
        "host=connect.localhost:4566",
        "host=dev.example:4566",
        "host=my_host:4566",
        "host=My_Host",
        "''",
        "host=localhost:1;origin=http://localhost:1",
        "host=LocalHost:1;origin=http://localhost:1",
        "host=localhost;sec-fetch-site=same-origin",
        "host=localhost;sec-fetch-site=None",
        "host=localhost;content-type=text/plain;authorization=AWS4-HMAC-SHA256 Credential=x",
        "host=localhost;content-type=application/json",
        "host=localhost;content-type=application/x-www-form-urlencoded; charset=utf-8"
    })
    void clients_areLetIn(String headers) {
        for (String method : METHODS) {
            assertThatCode(() -> gate.check(request(method, headers)))
                    .as(method)
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "host=my_host.evil.example:4566",
        "host=evil.example/.localhost",
        "host=evil.example:x.localhost",
        "host=localhost@evil.example",
        "host=evil.example:4566",
        "host=127.0.0.1.evil.example",
        "host=localhost@evil.example",
        "host=169.254.169.254",
        "host=evillocalhost:4566",
        "host=localhost:1;origin=http://localhost:2",
        "host=localhost:1;origin=http://localhost:10",
        "host=localhost:1;origin=https://localhost:1",
        "host=localhost;origin=http://evil.example",
        "host=localhost;origin=null",
        "host=localhost;sec-fetch-site=cross-site",
        "host=localhost;sec-fetch-site=same-site",
        "host=localhost;content-type=text/plain;x=y",
        "host=localhost;content-type=Text/Plain",
        "host=localhost;content-type= text/plain",
        "host=localhost;content-type=multipart/form-data"
    })
    void foreignPages_areKeptOut(String headers) {
        for (String method : METHODS) {
            assertThatThrownBy(() -> gate.check(request(method, headers)))
                    .as(method)
                    .isInstanceOfSatisfying(
                            AwsError.class, e -> assertThat(e.status()).isEqualTo(403));
        }
    }
}
