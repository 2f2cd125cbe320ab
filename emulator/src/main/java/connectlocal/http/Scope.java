package connectlocal.http;

import java.util.Optional;

/**
 * The credential scope of a signature: the service and the region that a client means, whatever the host's name.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Signature
 *     Version 4</a>
 */
record Scope(String region, String service) {
    private static final String NAME = "Credential=";
    private static final String END = "aws4_request";

    /** The scope of a request, in the header or, for presigned URLs, in the query; empty when it is not signed. */
    static Optional<Scope> of(Request request) {
        var presigned = request.query().get("X-Amz-Credential");
        if (presigned != null) {
            return read(presigned.get(0));
        }
        String header = request.header("Authorization").orElse("");
        int start = header.indexOf(NAME);
        return start < 0 ? Optional.empty() : read(header.substring(start + NAME.length()));
    }

    /** The access key of a signature in the header, as far as it is one that the emulator gave to an invocation. */
    static Optional<String> invocation(Request request) {
        String header = request.header("Authorization").orElse("");
        int start = header.indexOf(NAME);
        if (start < 0) {
            return Optional.empty();
        }
        int end = header.indexOf('/', start);
        String key = header.substring(start + NAME.length(), end < 0 ? header.length() : end);
        return Optional.of(key).filter(OwnKeys.HANDLER::has);
    }

    /** Reads KEY/DATE/REGION/SERVICE/aws4_request, whatever the key is. A regular expression would try every slash. */
    private static Optional<Scope> read(String text) {
        String[] parts = text.split("[,\\s]", 2)[0].split("/", -1);
        int last = parts.length - 1;
        boolean complete = last >= 4
                && parts[last].equals(END)
                && parts[last - 3].matches("[0-9]{8}")
                && !parts[last - 1].isEmpty()
                && !parts[last - 2].isEmpty();
        return complete ? Optional.of(new Scope(parts[last - 2], parts[last - 1])) : Optional.empty();
    }
}
