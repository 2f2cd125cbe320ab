package connectlocal.cloudformation.api;

import connectlocal.http.AwsError;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A text that comes in the call itself or lies in S3. */
enum Body {
    TEMPLATE("TemplateBody", "TemplateURL", 51_200, "Specify exactly one of TemplateURL or TemplateBody"),
    POLICY("StackPolicyBody", "StackPolicyURL", 16_384, "You cannot specify both StackPolicyURL and StackPolicyBody"),
    POLICY_DURING_UPDATE(
            "StackPolicyDuringUpdateBody",
            "StackPolicyDuringUpdateURL",
            16_384,
            "You cannot specify both StackPolicyDuringUpdateURL and StackPolicyDuringUpdateBody");

    private final String body;
    private final String url;
    private final int bytesAtMost;
    private final String both;

    Body(String body, String url, int bytesAtMost, String both) {
        this.body = body;
        this.url = url;
        this.bytesAtMost = bytesAtMost;
        this.both = both;
    }

    /** @throws AwsError ValidationError when it is given twice, is too long, or is not where the URL says */
    Optional<String> in(Input input) {
        Optional<String> text = input.text(body);
        Optional<String> place = input.text(url);
        if (text.isPresent() && place.isPresent()) {
            throw new AwsError("ValidationError", 400, both);
        }
        text.filter(t -> t.getBytes(StandardCharsets.UTF_8).length > bytesAtMost)
                .ifPresent(tooLong -> {
                    throw Input.violation(body, "Member must have length less than or equal to " + bytesAtMost);
                });
        return text.or(() -> place.map(where -> input.documents().read(where, url)));
    }
}
