package software.amazon.connect.user.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.http.NoHttpResponseException;
import org.apache.http.conn.ConnectTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.connect.user.model.ConnectFailure;
import software.amazon.connect.user.support.Fault;

/** The table of errors, as the service's model and the contract have them. */
class ConnectErrorsTest {
    private static final String STOCK = "software.amazon.awssdk.services.connect.model.";
    private static final String GENERATED = "software.amazon.connect.slice.model.";

    @ParameterizedTest
    @CsvSource({
        "DuplicateResourceException, 409, AlreadyExists",
        "ResourceNotFoundException, 404, NotFound",
        "UserNotFoundException, 404, NotFound",
        "InvalidParameterException, 400, InvalidRequest",
        "InvalidRequestException, 400, InvalidRequest",
        "PropertyValidationException, 400, InvalidRequest",
        "LimitExceededException, 429, ServiceLimitExceeded",
        "ServiceQuotaExceededException, 402, ServiceLimitExceeded",
        "ThrottlingException, 429, Throttling",
        "TooManyRequestsException, 429, Throttling",
        "InternalServiceException, 500, ServiceInternalError",
        "ConditionalOperationFailedException, 409, ResourceConflict",
        "ResourceConflictException, 409, ResourceConflict",
        "ResourceInUseException, 409, ResourceConflict",
        "ConflictException, 409, ResourceConflict",
        "AccessDeniedException, 403, AccessDenied",
    })
    void translate_exceptionOfEitherClient_isTheContractsCode(String name, int status, HandlerErrorCode code)
            throws ReflectiveOperationException {
        int classes = 0;
        for (String prefix : new String[] {STOCK, GENERATED}) {
            if (getClass().getClassLoader().getResource((prefix + name).replace('.', '/') + ".class") != null) {
                ConnectFailure failure = ConnectErrors.translate(exception(Class.forName(prefix + name), name, status));
                assertThat(failure.code()).as(prefix + name).isEqualTo(code);
                assertThat(failure.getMessage()).contains("said");
                assertThat(failure.mayHaveTakenEffect()).isEqualTo(status >= 500);
                classes++;
            }
        }
        assertThat(classes).as("exception classes of that name").isPositive();
    }

    private static AwsServiceException exception(Class<?> type, String name, int status)
            throws ReflectiveOperationException {
        var builder = (AwsServiceException.Builder) type.getMethod("builder").invoke(null);
        return builder.statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(name)
                        .errorMessage("said")
                        .build())
                .build();
    }

    @Test
    void table_namesEveryErrorThatTheModelDeclares() throws IOException {
        JsonNode model = new ObjectMapper().readTree(Files.readString(Path.of("src/main/codegen/service-2.json")));
        Set<String> declared = new TreeSet<>();
        model.get("operations").forEach(operation -> operation
                .path("errors")
                .forEach(error -> declared.add(error.get("shape").asText())));
        assertThat(declared).hasSizeGreaterThan(5);
        assertThat(ConnectErrors.BY_NAME.keySet()).containsAll(declared);
    }

    /** Every name that the provider knows, written down a second time: none is there by accident. */
    static Stream<Arguments> names() {
        return Stream.of(
                named(HandlerErrorCode.AlreadyExists, "DuplicateResourceException"),
                named(
                        HandlerErrorCode.NetworkFailure,
                        "RequestTimeout",
                        "RequestTimeoutException",
                        "RequestAbortedException"),
                named(HandlerErrorCode.NotFound, "ResourceNotFoundException", "UserNotFoundException"),
                named(
                        HandlerErrorCode.InvalidRequest,
                        "InvalidParameterException",
                        "InvalidRequestException",
                        "PropertyValidationException",
                        "ValidationException",
                        "SerializationException"),
                named(HandlerErrorCode.ServiceLimitExceeded, "LimitExceededException", "ServiceQuotaExceededException"),
                named(
                        HandlerErrorCode.Throttling,
                        "ThrottlingException",
                        "TooManyRequestsException",
                        "Throttling",
                        "RequestLimitExceeded"),
                named(
                        HandlerErrorCode.ServiceInternalError,
                        "InternalServiceException",
                        "InternalServerException",
                        "InternalFailure",
                        "ServiceUnavailable",
                        "ServiceUnavailableException"),
                named(
                        HandlerErrorCode.ResourceConflict,
                        "ConditionalOperationFailedException",
                        "ResourceConflictException",
                        "ConflictException",
                        "ResourceInUseException"),
                named(
                        HandlerErrorCode.AccessDenied,
                        "AccessDeniedException",
                        "AccessDenied",
                        "NotAuthorized",
                        "OptInRequired"),
                named(
                        HandlerErrorCode.InvalidCredentials,
                        "UnrecognizedClientException",
                        "InvalidClientTokenId",
                        "InvalidSignatureException",
                        "SignatureDoesNotMatch",
                        "IncompleteSignature",
                        "MissingAuthenticationToken",
                        "ExpiredTokenException",
                        "ExpiredToken",
                        "RequestExpired"));
    }

    private static Arguments named(HandlerErrorCode code, String... names) {
        return Arguments.of(code, Set.of(names));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void translate_nameOfTheTable_goesByNameWhateverTheStatus(HandlerErrorCode code, Set<String> names) {
        for (String name : names) {
            for (int status : new int[] {400, 418, 429, 503}) {
                assertThat(ConnectErrors.translate(Fault.error(name, status, "said"))
                                .code())
                        .as("%s with %d", name, status)
                        .isEqualTo(code);
            }
        }
    }

    @Test
    void table_namesNoErrorThatIsNotTested() {
        Set<Object> tested = new TreeSet<>();
        names().forEach(row -> tested.addAll((Set<?>) row.get()[1]));
        assertThat(ConnectErrors.BY_NAME.keySet()).isEqualTo(tested);
    }

    @ParameterizedTest
    @CsvSource({
        "ExpiredTokenException, 403, InvalidCredentials",
        "UnrecognizedClientException, 403, InvalidCredentials",
        "InvalidSignatureException, 403, InvalidCredentials",
        "AccessDenied, 403, AccessDenied",
        "NotAuthorized, 400, AccessDenied",
        "ServiceUnavailable, 503, ServiceInternalError",
        "SomethingNew, 400, InvalidRequest",
        "SomethingNew, 401, AccessDenied",
        "SomethingNew, 402, ServiceLimitExceeded",
        "SomethingNew, 403, AccessDenied",
        "SomethingNew, 404, GeneralServiceException",
        "UnknownOperationException, 404, GeneralServiceException",
        "AgentNotFoundException, 404, NotFound",
        "SomethingNew, 409, ResourceConflict",
        "SomethingNew, 408, NetworkFailure",
        "SomethingNew, 410, GeneralServiceException",
        "SomethingNew, 413, InvalidRequest",
        "SomethingNew, 422, InvalidRequest",
        "SomethingNew, 511, AccessDenied",
        "SomethingNew, 418, GeneralServiceException",
        "SomethingNew, 429, Throttling",
        "SomethingNew, 500, ServiceInternalError",
        "SomethingNew, 503, ServiceInternalError",
        ", 502, ServiceInternalError",
        ", 404, GeneralServiceException",
    })
    void translate_errorOfTheFront_goesByNameThenByStatus(String name, int status, HandlerErrorCode code) {
        ConnectFailure failure = ConnectErrors.translate(Fault.error(name, status, "said"));
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.mayHaveTakenEffect()).isEqualTo(status >= 500 || status == 408);
    }

    static Stream<Arguments> network() {
        return Stream.of(
                Arguments.of("refused", client(new ConnectException("Connection refused")), false),
                Arguments.of("unknown host", client(new UnknownHostException("connect")), false),
                Arguments.of("no route", client(new NoRouteToHostException("No route to host")), false),
                Arguments.of("no connection in time", client(new ConnectTimeoutException("timed out")), false),
                Arguments.of("no handshake", client(new SSLHandshakeException("no")), false),
                Arguments.of("reset", client(new SocketException("Connection reset")), true),
                Arguments.of("broken pipe", client(new SocketException("Broken pipe")), true),
                Arguments.of("closed without answer", client(new NoHttpResponseException("no response")), true),
                Arguments.of("no answer in time", client(new SocketTimeoutException("Read timed out")), true),
                Arguments.of("attempt too long", ApiCallAttemptTimeoutException.create(1), true),
                Arguments.of("call too long", ApiCallTimeoutException.create(1), true),
                Arguments.of("aborted", AbortedException.create("interrupted"), true));
    }

    private static SdkClientException client(IOException cause) {
        return SdkClientException.create("Unable to execute HTTP request", new IOException("wrapped", cause));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("network")
    void translate_noAnswer_saysWhetherTheCallMayHaveTakenEffect(String name, SdkException error, boolean mayHave) {
        ConnectFailure failure = ConnectErrors.translate(error);
        assertThat(failure.code()).isEqualTo(HandlerErrorCode.NetworkFailure);
        assertThat(failure.isRetriable()).isTrue();
        assertThat(failure.mayHaveTakenEffect()).isEqualTo(mayHave);
    }

    @Test
    void translate_defectOfTheClient_isNotRetried() {
        ConnectFailure failure = ConnectErrors.translate(SdkClientException.create("no region"));
        assertThat(failure.code()).isEqualTo(HandlerErrorCode.InternalFailure);
        assertThat(failure.isRetriable()).isFalse();
    }
}
