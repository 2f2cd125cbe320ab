package connectlocal.s3;

import static connectlocal.http.AwsQuery.element;

import connectlocal.http.AwsError;
import connectlocal.http.Request;
import connectlocal.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operations on buckets. */
final class BucketOperations {
    private static final Pattern LOCATION =
            Pattern.compile("<LocationConstraint(?:\\s[^>]*)?>\\s*([a-zA-Z0-9-]{1,40})\\s*</LocationConstraint>");

    private final Buckets buckets;

    BucketOperations(Buckets buckets) {
        this.buckets = buckets;
    }

    Response list(Request request, Address address) {
        var xml = new StringBuilder("<Owner>" + element("ID", "local") + "</Owner><Buckets>");
        for (Buckets.Bucket bucket : buckets.all()) {
            xml.append("<Bucket>")
                    .append(element("Name", bucket.name()))
                    .append(element("CreationDate", S3Xml.time(bucket.created())))
                    .append("</Bucket>");
        }
        return S3Xml.document("ListAllMyBucketsResult", xml + "</Buckets>");
    }

    Response create(Request request, Address address) {
        Matcher constraint = LOCATION.matcher(new String(request.body(), StandardCharsets.UTF_8));
        String location = constraint.find() ? constraint.group(1) : "";
        // In its first region S3 lets one repeat the call, in the others it does not.
        if (!buckets.create(address.bucket(), location) && !location.isEmpty()) {
            throw new AwsError(
                    "BucketAlreadyOwnedByYou",
                    409,
                    "Your previous request to create the named bucket succeeded and you already own it.");
        }
        return S3Xml.empty(200, Map.of("Location", "/" + address.bucket()));
    }

    Response head(Request request, Address address) {
        String location = buckets.bucket(address.bucket()).location();
        return S3Xml.empty(200, Map.of("x-amz-bucket-region", location.isEmpty() ? "us-east-1" : location));
    }

    Response delete(Request request, Address address) {
        buckets.delete(address.bucket());
        return S3Xml.empty(204, Map.of());
    }

    Response location(Request request, Address address) {
        return S3Xml.document(
                "LocationConstraint", buckets.bucket(address.bucket()).location());
    }

    /** Every bucket of S3 encrypts by itself. */
    Response encryption(Request request, Address address) {
        buckets.bucket(address.bucket());
        return S3Xml.document(
                "ServerSideEncryptionConfiguration",
                "<Rule><ApplyServerSideEncryptionByDefault>"
                        + element("SSEAlgorithm", "AES256")
                        + "</ApplyServerSideEncryptionByDefault>"
                        + element("BucketKeyEnabled", "false")
                        + "</Rule>");
    }

    Response listObjects(Request request, Address address) {
        return S3Xml.document("ListBucketResult", new Listing(request).of(buckets, address.bucket()));
    }
}
