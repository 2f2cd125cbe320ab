package connectlocal.sts;

import static connectlocal.http.AwsQuery.element;

import connectlocal.http.Api;
import connectlocal.http.AwsError;
import connectlocal.http.AwsQuery;
import connectlocal.http.Regions;
import connectlocal.http.Request;
import connectlocal.http.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * STS on the wire, as far as clients call it before they do anything else. Credentials are checked with {@code --auth}
 * alone, and then those issued here are good until they expire.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html">STS operations</a>
 */
public final class StsApi implements Api {
    private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
    private static final Pattern ACCESS_KEY = Pattern.compile("Credential=([^/,\\s]+)/");
    private static final Pattern ROLE =
            Pattern.compile("arn:(aws[a-z-]*):iam::([0-9]{12}):role/(?:[!-~]+/)?([\\w+=,.@-]{1,64})");

    /** A key pair that was issued: secrets, which go to the caller and to those who check signatures. */
    public record Issued(String accessKeyId, String secretAccessKey, String sessionToken, Instant expires) {
        /** Without the secrets. */
        @Override
        public String toString() {
            return "Issued " + accessKeyId;
        }
    }

    private final Consumer<Issued> issued;
    private final Session sessions;
    private final String userArn;
    private final String accountId;
    private final Map<String, Function<Request, String>> operations = Map.of(
            "GetCallerIdentity", this::getCallerIdentity,
            "GetSessionToken", this::getSessionToken,
            "AssumeRole", this::assumeRole);

    /** Identities of this account; the region says the partition. */
    public StsApi(String accountId, String region) {
        this(accountId, region, issued -> {});
    }

    /**
     * The same, told of.
     *
     * @param issued hears of every key pair that is issued
     */
    public StsApi(String accountId, String region, Consumer<Issued> issued) {
        this.issued = issued;
        this.accountId = accountId;
        this.userArn = "arn:%s:iam::%s:user/local".formatted(Regions.partition(region), accountId);
        this.sessions = new Session();
    }

    /** Forgets the roles that were assumed. */
    public void reset() {
        sessions.forget();
    }

    @Override
    public String service() {
        return "sts";
    }

    @Override
    public boolean hasAction(String action) {
        return operations.containsKey(action);
    }

    @Override
    public Operation route(Request request) {
        String action = AwsQuery.parameters(request).get("Action");
        if (action == null) {
            throw new AwsError("MissingAction", 400, "the parameter Action is missing");
        }
        Function<Request, String> operation = operations.get(action);
        if (operation == null) {
            String known =
                    String.join(", ", operations.keySet().stream().sorted().toList());
            throw new AwsError(
                    "InvalidAction", 400, "Could not find operation " + action + "; operations here: " + known);
        }
        return new Operation() {
            @Override
            public String name() {
                return action;
            }

            @Override
            public Response answer(Request request) {
                return AwsQuery.answer(action, NAMESPACE, operation.apply(request));
            }
        };
    }

    @Override
    public Response render(AwsError error) {
        return AwsQuery.error(error, NAMESPACE);
    }

    /**
     * See <a
     * href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html">GetCallerIdentity</a>.
     */
    private String getCallerIdentity(Request request) {
        var role = accessKey(request).map(sessions::role).orElse(null);
        return role == null
                ? element("Arn", userArn) + element("UserId", "AIDALOCALUSER0000001") + element("Account", accountId)
                : element("Arn", role.arn()) + element("UserId", role.id()) + element("Account", role.accountId());
    }

    /** Whose signature it is, in the header or, of an address that was signed, in the query. */
    private static Optional<String> accessKey(Request request) {
        Optional<String> header = request.header("Authorization");
        if (header.isPresent()) {
            Matcher key = ACCESS_KEY.matcher(header.get());
            return key.find() ? Optional.of(key.group(1)) : Optional.empty();
        }
        return Optional.ofNullable(request.query().get("X-Amz-Credential"))
                .map(values -> values.get(0).split("/", 2)[0]);
    }

    /**
     * See <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html">GetSessionToken</a>.
     */
    private String getSessionToken(Request request) {
        var parameters = AwsQuery.parameters(request);
        return credentials(Session.newAccessKey(), StsInput.durationSeconds(parameters, 43_200, 129_600));
    }

    /** See <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole</a>. */
    private String assumeRole(Request request) {
        var parameters = AwsQuery.parameters(request);
        String roleArn = StsInput.required(parameters, "RoleArn", 20, 2048);
        String name = StsInput.required(parameters, "RoleSessionName", 2, 64);
        StsInput.sessionName(name);
        Matcher role = ROLE.matcher(roleArn);
        if (!role.matches()) {
            throw new AwsError(
                    "ValidationError", 400, roleArn + " is invalid; expected arn:aws:iam::ACCOUNT:role/NAME");
        }
        int seconds = StsInput.durationSeconds(parameters, 3_600, 43_200);
        String assumed =
                "arn:%s:sts::%s:assumed-role/%s/%s".formatted(role.group(1), role.group(2), role.group(3), name);
        String key = Session.newAccessKey();
        var session = new Session.Role(assumed, "AROALOCALROLE0000001:" + name, role.group(2));
        sessions.remember(key, session);
        String user = "<AssumedRoleUser>"
                + element("Arn", assumed)
                + element("AssumedRoleId", session.id())
                + "</AssumedRoleUser>";
        return credentials(key, seconds) + user + element("PackedPolicySize", "0");
    }

    private String credentials(String accessKey, int seconds) {
        Instant expires = Instant.now().plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS);
        var pair = new Issued(accessKey, Session.newSecret(40), Session.newSecret(120), expires);
        issued.accept(pair);
        return "<Credentials>"
                + element("AccessKeyId", accessKey)
                + element("SecretAccessKey", pair.secretAccessKey())
                + element("SessionToken", pair.sessionToken())
                + element("Expiration", expires.toString())
                + "</Credentials>";
    }
}
