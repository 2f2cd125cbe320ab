package connectlocal.cloudformation.api;

import connectlocal.http.AwsError;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/** Texts that calls name by a URL: only S3 holds such, nothing is fetched from anywhere else. */
final class Documents {
    private static final String MORE =
            "\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html";

    private final Function<String, Optional<byte[]>> s3;

    /** @param s3 what a URL of S3 names, empty for any other URL, its refusal when nothing is there */
    Documents(Function<String, Optional<byte[]>> s3) {
        this.s3 = s3;
    }

    String read(String url) {
        Optional<byte[]> content;
        try {
            content = s3.apply(url);
        } catch (AwsError missing) {
            throw new AwsError(
                    "ValidationError", 400, "S3 error: " + missing.getMessage().replaceFirst("\\.?$", ".") + MORE);
        }
        return content.map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow(() -> new AwsError("ValidationError", 400, "TemplateURL must be a supported URL."));
    }
}
