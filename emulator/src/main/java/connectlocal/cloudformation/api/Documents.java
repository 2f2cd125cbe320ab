package connectlocal.cloudformation.api;

import connectlocal.http.AwsError;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts that calls name by a URL: only S3 holds such, nothing is fetched from anywhere else. */
final class Documents {
    private static final String MORE =
            "\nFor more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html";

    /** What the CLI of S3 takes, and CloudFormation does not. */
    private static final Pattern BUCKET = Pattern.compile("s3://([^/]*).*");

    private final Function<String, Optional<byte[]>> s3;

    /** @param s3 what a URL of S3 names, empty for any other URL, its refusal when nothing is there */
    Documents(Function<String, Optional<byte[]>> s3) {
        this.s3 = s3;
    }

    /** @param parameter the parameter that names it */
    String read(String url, String parameter) {
        Matcher bucket = BUCKET.matcher(url);
        if (bucket.matches()) {
            throw new AwsError(
                    "ValidationError",
                    400,
                    "S3 error: Domain name specified in " + bucket.group(1) + " is not a valid S3 domain");
        }
        Optional<byte[]> content;
        try {
            content = s3.apply(url);
        } catch (AwsError missing) {
            throw new AwsError(
                    "ValidationError", 400, "S3 error: " + missing.getMessage().replaceFirst("\\.?$", ".") + MORE);
        }
        return content.map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow(() -> new AwsError("ValidationError", 400, parameter + " must be a supported URL."));
    }
}
