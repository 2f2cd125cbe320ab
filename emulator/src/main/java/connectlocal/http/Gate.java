package connectlocal.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps web pages out. A page in the developer's browser can send requests to loopback addresses too, under a name that
 * points there or across sites; browsers say so in the headers that are checked here, and other clients send none.
 */
public final class Gate {
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final Pattern NAMED = Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|::1|[\\p{Alnum}._-]+)(:[0-9]*)?");
    private static final Set<String> OWN_SITE = Set.of("none", "same-origin");

    /** How the names of those actions begin that change nothing. */
    private static final Pattern READING = Pattern.compile("(Describe|Estimate|Get|List|Validate)\\p{Alnum}*");

    private final List<String> allowed;
    private final boolean verified;

    /** Lets in requests to loopback names and to these. */
    public Gate(List<String> moreHosts) {
        this(moreHosts, false);
    }

    /**
     * The same.
     *
     * @param verified whether every signature is verified behind this gate, that in a query too
     */
    public Gate(List<String> moreHosts, boolean verified) {
        this.verified = verified;
        var all = new ArrayList<>(LOOPBACK);
        moreHosts.forEach(host -> all.add(host.toLowerCase(Locale.ROOT)));
        this.allowed = List.copyOf(all);
    }

    /** @throws AwsError AccessDeniedException, 403, for what a foreign page may have sent */
    void check(Request request) {
        String host = request.header("Host").orElse("");
        if (!host.isEmpty() && !isAllowed(name(host))) {
            throw denied("the host \"" + clipped(host)
                    + "\" is not this machine's; use 127.0.0.1 or localhost, or start the emulator with --allow-host");
        }
        String origin = request.header("Origin").orElse("");
        if (!origin.isEmpty() && !origin.equalsIgnoreCase("http://" + host)) {
            throw denied("requests of web pages from \"" + clipped(origin) + "\" are not taken");
        }
        String site = request.header("Sec-Fetch-Site").orElse("none").toLowerCase(Locale.ROOT);
        if (!OWN_SITE.contains(site)) {
            throw denied("requests of web pages of another site are not taken");
        }
        String type = request.header("Content-Type")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .strip();
        // Across sites a page cannot send the header that signs a request, so a signed text is none of a page's.
        boolean signed = request.header("Authorization").isPresent();
        if (!signed && (type.startsWith("text/plain") || type.startsWith("multipart/form-data"))) {
            throw denied("bodies of type " + clipped(type) + " are not taken: no AWS client sends them, web pages do");
        }
        if (!signed && !verified && !request.method().equals("POST")) {
            requireReading(request.query().getOrDefault("Action", List.of("")).get(0));
        }
    }

    /** An image on a page asks for its address with GET, and browsers need not say of that whose page it is on. */
    private static void requireReading(String action) {
        if (!action.isEmpty() && !READING.matcher(action).matches()) {
            throw denied("the action " + clipped(action)
                    + " is not taken from an address alone: web pages can ask for one; send it with POST, or sign it in"
                    + " its header (a signature in the address counts with --auth)");
        }
    }

    private boolean isAllowed(String name) {
        return allowed.contains(name) || name.endsWith(".localhost");
    }

    /** The name without its port, as text: Compose's names may have an underscore, which a URI does not take. */
    private static String name(String host) {
        Matcher named = NAMED.matcher(host);
        return named.matches() ? named.group(1).toLowerCase(Locale.ROOT) : "";
    }

    private static String clipped(String text) {
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }

    private static AwsError denied(String why) {
        return new AwsError("AccessDeniedException", 403, why);
    }
}
