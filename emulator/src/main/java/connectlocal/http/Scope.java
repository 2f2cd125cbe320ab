package connectlocal.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The credential scope of a signature: the service and the region that a client means, whatever the host's name.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Signature
 *     Version 4</a>
 */
record Scope(String region, String service) {
    private static final Pattern CREDENTIAL = Pattern.compile("(?:^|[\\s,])Credential=([^,\\s]*)");
    private static final String END = "aws4_request";

    /**
     * The scope of a request, in the header or, for presigned URLs, in the query; empty when it is not signed. It is
     * the one that is verified, so it is looked for in the same order.
     */
    static Optional<Scope> of(Request request) {
        Optional<String> header = request.header("Authorization");
        if (header.isPresent()) {
            return credential(header.get()).flatMap(Scope::read);
        }
        return Optional.ofNullable(request.query().get("X-Amz-Credential"))
                .flatMap(values -> read(values.get(0).split("[,\\s]", 2)[0]));
    }

    /** The access key of a signature in the header, as far as it is one that the emulator gave to an invocation. */
    static Optional<String> invocation(Request request) {
        return request.header("Authorization")
                .flatMap(Scope::credential)
                .map(credential -> credential.split("/", 2)[0])
                .filter(OwnKeys.HANDLER::has);
    }

    /** The first one of a header, KEY/DATE/REGION/SERVICE/aws4_request. */
    private static Optional<String> credential(String header) {
        Matcher credential = CREDENTIAL.matcher(header);
        return credential.find() ? Optional.of(credential.group(1)) : Optional.empty();
    }

    /** Whatever the key is. A regular expression would try every slash. */
    private static Optional<Scope> read(String text) {
        String[] parts = text.split("/", -1);
        int last = parts.length - 1;
        boolean complete = last >= 4
                && parts[last].equals(END)
                && parts[last - 3].matches("[0-9]{8}")
                && !parts[last - 1].isEmpty()
                && !parts[last - 2].isEmpty();
        return complete ? Optional.of(new Scope(parts[last - 2], parts[last - 1])) : Optional.empty();
    }
}
