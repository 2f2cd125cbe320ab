package connectlocal.s3;

import connectlocal.http.AwsError;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bucket and a key as clients write them: {@code http://host/bucket/key} (path style) or
 * {@code http://bucket.host/key} (virtual-hosted style).
 *
 * @param bucket the bucket's name, empty when none is named
 * @param key the key, empty when none is named
 */
record Address(String bucket, String key) {
    /** Hosts of S3, here and on AWS; group 1 is a bucket, if there is one. */
    private static final Pattern HOST = Pattern.compile("(?:(.+)\\.)?(?:s3(?:[.-](?:dualstack\\.)?[a-z0-9-]+)?"
            + "\\.(?:amazonaws\\.com(?:\\.cn)?|localhost)|localhost)");

    private static final Pattern LOOPBACK = Pattern.compile("127\\.0\\.0\\.1|\\[::1]|localhost");

    /** What a request is for; hosts that say no bucket have it in the path. */
    static Address of(String hostAndPort, String rawPath) {
        return of(hostAndPort.replaceAll(":[0-9]*$", ""), rawPath, true).orElseThrow();
    }

    /**
     * What a URL means; empty when it is no URL of S3 here or on AWS.
     *
     * @param ownHosts names that are here, besides those of loopback
     */
    static Optional<Address> of(String url, List<String> ownHosts) {
        try {
            URI uri = new URI(url);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return web && uri.getHost() != null && uri.getRawPath() != null
                    ? of(uri.getHost(), uri.getRawPath(), isOwn(uri.getHost(), ownHosts))
                    : Optional.empty();
        } catch (java.net.URISyntaxException | AwsError malformed) {
            return Optional.empty();
        }
    }

    private static boolean isOwn(String host, List<String> ownHosts) {
        return ownHosts.stream().anyMatch(host::equalsIgnoreCase);
    }

    private static Optional<Address> of(String host, String rawPath, boolean anyHost) {
        String name = host.toLowerCase(Locale.ROOT);
        Matcher known = HOST.matcher(name);
        boolean loopback = LOOPBACK.matcher(name).matches();
        if (!loopback && known.matches() && known.group(1) != null) {
            return Optional.of(new Address(known.group(1), decoded(rawPath.replaceFirst("^/", ""))));
        }
        if (!loopback && !known.matches() && !anyHost) {
            return Optional.empty();
        }
        String[] parts = rawPath.replaceFirst("^/", "").split("/", 2);
        return Optional.of(new Address(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : ""));
    }

    /** In a path a plus is a plus. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new AwsError("InvalidURI", 400, "Couldn't parse the specified URI.");
        }
    }
}
