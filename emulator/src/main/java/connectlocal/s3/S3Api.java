package connectlocal.s3;

import connectlocal.http.Api;
import connectlocal.http.AwsError;
import connectlocal.http.Parameters;
import connectlocal.http.Request;
import connectlocal.http.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * S3 on the wire, as far as clients need it to hand templates and assets to CloudFormation: one table of operations by
 * method, what is addressed, and the sub-resource in the query.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html">S3
 *     operations</a>
 */
public final class S3Api implements Api {
    /** Parameters that say how to answer, not what is meant. */
    private static final String MANNER = "x-id|list-type|prefix|delimiter|max-keys|continuation-token|start-after"
            + "|encoding-type|fetch-owner|X-Amz-.*|AWSAccessKeyId|Signature|Expires|response-.*";

    private final Buckets buckets;
    private final List<String> ownHosts;
    private final Map<String, Action> table = new TreeMap<>();

    private record Action(String name, BiFunction<Request, Address, Response> work) {}

    /** Serves these buckets; URLs with these host names are its own, besides those of loopback. */
    public S3Api(Buckets buckets, List<String> ownHosts) {
        this.buckets = buckets;
        this.ownHosts = List.copyOf(ownHosts);
        var onBuckets = new BucketOperations(buckets);
        var onObjects = new ObjectOperations(buckets);
        table.put("GET service", new Action("ListBuckets", onBuckets::list));
        table.put("PUT bucket", new Action("CreateBucket", onBuckets::create));
        table.put("HEAD bucket", new Action("HeadBucket", onBuckets::head));
        table.put("DELETE bucket", new Action("DeleteBucket", onBuckets::delete));
        table.put("GET bucket location", new Action("GetBucketLocation", onBuckets::location));
        table.put("GET bucket encryption", new Action("GetBucketEncryption", onBuckets::encryption));
        table.put("GET bucket list-type=2", new Action("ListObjectsV2", onBuckets::listObjects));
        table.put("PUT object", new Action("PutObject", onObjects::put));
        table.put("GET object", new Action("GetObject", onObjects::get));
        table.put("HEAD object", new Action("HeadObject", onObjects::get));
        table.put("DELETE object", new Action("DeleteObject", onObjects::delete));
    }

    /**
     * The text of an object that a URL of S3 names.
     *
     * @return empty when the URL is none of S3
     * @throws AwsError NoSuchBucket or NoSuchKey
     */
    public Optional<byte[]> read(String url) {
        return Address.of(url, ownHosts)
                .map(address -> buckets.object(address.bucket(), address.key()).content());
    }

    @Override
    public String service() {
        return "s3";
    }

    @Override
    public boolean ownsEveryPath() {
        return true;
    }

    @Override
    public Operation route(Request request) {
        Address address = address(request);
        String what = address.bucket().isEmpty() ? "service" : address.key().isEmpty() ? "bucket" : "object";
        String sub = request.query().keySet().stream()
                .filter(name -> !name.matches(MANNER))
                .sorted()
                .map(" "::concat)
                .collect(Collectors.joining());
        boolean lists = what.equals("bucket") && request.query().containsKey("list-type");
        String route = request.method() + " " + what + sub
                + (lists ? " list-type=" + request.query().get("list-type").get(0) : "");
        Action action = table.get(route);
        if (action == null) {
            String known = table.values().stream().map(Action::name).sorted().collect(Collectors.joining(", "));
            throw new AwsError(
                    "NotImplemented", 501, "No operation of S3 here for " + route + "; operations here: " + known);
        }
        return new Operation() {
            @Override
            public String name() {
                return action.name();
            }

            @Override
            public Map<String, Object> parameters(Request request) {
                return Parameters.ofPath(Map.of("Bucket", address.bucket(), "Key", address.key()));
            }

            @Override
            public Response answer(Request request) {
                return action.work().apply(request, address(request));
            }
        };
    }

    @Override
    public Response render(AwsError error) {
        return S3Xml.error(error);
    }

    private static Address address(Request request) {
        return Address.of(request.header("Host").orElse(""), request.rawPath());
    }
}
