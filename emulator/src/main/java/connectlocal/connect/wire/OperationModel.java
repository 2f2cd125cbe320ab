package connectlocal.connect.wire;

import java.util.List;

/**
 * What the API model says of one operation.
 *
 * @param name the operation's name in the API
 * @param method HTTP method
 * @param path the request URI with its labels
 * @param input name of the input shape
 * @param output name of the output shape, null when the answer has no body
 * @param errors the error types that the operation declares
 */
public record OperationModel(
        String name, String method, PathTemplate path, String input, String output, List<String> errors) {}
