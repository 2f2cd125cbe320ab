package connectlocal.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.connect.wire.Input;
import connectlocal.connect.wire.InputReader;
import connectlocal.connect.wire.Json;
import connectlocal.connect.wire.OperationModel;
import connectlocal.http.Api;
import connectlocal.http.AwsError;
import connectlocal.http.Parameters;
import connectlocal.http.Request;
import connectlocal.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One line of the route table.
 *
 * @param model the operation in the API model
 * @param knownBy how well its behaviour is known
 * @param action what it does; what it returns is the answer's body, null for none
 */
record ConnectOperation(OperationModel model, KnownBy knownBy, InputReader reader, Function<Input, Object> action)
        implements Api.Operation {
    /** What most operations of a kind declare, but not all: instances know no bad parameter, hours no use. */
    private static final Set<String> OFTEN_DECLARED = Set.of("InvalidParameterException", "ResourceInUseException");

    /** Where the behaviour of an operation beyond the API model is taken from: the weakest source that it rests on. */
    enum KnownBy {
        /** Seen on the real service, as reported in public. */
        OBSERVED,
        /** Said by AWS's documents. */
        DOCUMENTED,
        /** Neither: a choice, with a switch where users may want another. */
        ASSUMED
    }

    boolean matches(Request request) {
        return model.method().equals(request.method()) && model.path().matches(request.rawPath());
    }

    /** The operation's page in the API reference. */
    String page() {
        return "https://docs.aws.amazon.com/connect/latest/APIReference/API_" + name() + ".html";
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public Map<String, Object> parameters(Request request) {
        return Parameters.of(request, model.path().labels(request.rawPath()));
    }

    @Override
    public Response answer(Request request) {
        Object output;
        try {
            output = action.apply(reader.read(model, request));
        } catch (AwsError refusal) {
            throw declared(refusal);
        }
        return new Response(
                200, Map.of("Content-Type", "application/json"), output == null ? new byte[0] : bytes(output));
    }

    @Override
    public Optional<String> made(Response answer) {
        if (!name().equals("CreateUser")) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(
                    Json.MAPPER.readTree(answer.body()).path("UserId").textValue());
        } catch (IOException e) {
            throw new UncheckedIOException("An answer of the emulator's own can not be read", e);
        }
    }

    /** The same without the wire. */
    JsonNode call(ObjectNode members) {
        try {
            return Json.MAPPER.valueToTree(action.apply(reader.read(model, members)));
        } catch (AwsError refusal) {
            throw declared(refusal);
        }
    }

    /** Clients have no class for what an operation does not declare; InvalidRequestException every one declares. */
    private AwsError declared(AwsError refusal) {
        return OFTEN_DECLARED.contains(refusal.code()) && !model.errors().contains(refusal.code())
                ? ConnectErrors.invalidRequest(refusal.getMessage())
                : refusal;
    }

    static byte[] bytes(Object output) {
        try {
            return Json.MAPPER.writeValueAsBytes(output);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An answer can not be written as JSON", e);
        }
    }
}
