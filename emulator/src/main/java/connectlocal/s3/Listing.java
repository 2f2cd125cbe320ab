package connectlocal.s3;

import static connectlocal.http.AwsQuery.element;

import connectlocal.http.AwsError;
import connectlocal.http.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** One page of ListObjectsV2. */
final class Listing {
    private static final int MOST = 1_000;
    private final Request request;
    private final String prefix;
    private final String delimiter;
    private final boolean encoded;
    private final List<String> entries = new ArrayList<>();
    private String last = "";
    private String lastPrefix = "";
    private boolean truncated;

    Listing(Request request) {
        this.request = request;
        this.prefix = parameter("prefix", "");
        this.delimiter = parameter("delimiter", "");
        this.encoded = parameter("encoding-type", "").equals("url");
    }

    String of(Buckets buckets, String bucket) {
        int most = Math.min(number("max-keys"), MOST);
        String token = parameter("continuation-token", "");
        String from = token.isEmpty() ? parameter("start-after", "") : decoded(token);
        for (var entry : buckets.after(bucket, from).entrySet()) {
            boolean shownAlready = !lastPrefix.isEmpty() && entry.getKey().startsWith(lastPrefix);
            if (!entry.getKey().startsWith(prefix) || shownAlready) {
                continue;
            }
            if (entries.size() >= most) {
                truncated = most > 0;
                break;
            }
            add(entry);
        }
        var xml = new StringBuilder(element("Name", bucket)).append(element("Prefix", shown(prefix)));
        if (!delimiter.isEmpty()) {
            xml.append(element("Delimiter", shown(delimiter)));
        }
        if (encoded) {
            xml.append(element("EncodingType", "url"));
        }
        xml.append(element("KeyCount", String.valueOf(entries.size())));
        xml.append(element("MaxKeys", String.valueOf(most)));
        xml.append(element("IsTruncated", String.valueOf(truncated)));
        entries.forEach(xml::append);
        if (truncated) {
            xml.append(element("NextContinuationToken", encodedToken(last)));
        }
        return xml.toString();
    }

    private void add(Map.Entry<String, StoredObject> entry) {
        String key = entry.getKey();
        int cut = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        if (cut >= 0) {
            lastPrefix = key.substring(0, cut + delimiter.length());
            last = lastPrefix + Character.MAX_VALUE; // behind every key of this prefix
            entries.add("<CommonPrefixes>" + element("Prefix", shown(lastPrefix)) + "</CommonPrefixes>");
            return;
        }
        last = key;
        StoredObject object = entry.getValue();
        entries.add("<Contents>"
                + element("Key", shown(key))
                + element("LastModified", S3Xml.time(object.modified()))
                + element("ETag", object.etag())
                + element("Size", String.valueOf(object.content().length))
                + element("StorageClass", "STANDARD")
                + "</Contents>");
    }

    private String shown(String key) {
        return encoded ? URLEncoder.encode(key, StandardCharsets.UTF_8).replace("%2F", "/") : key;
    }

    private String parameter(String name, String unlessGiven) {
        var values = request.query().get(name);
        return values == null ? unlessGiven : values.get(0);
    }

    private int number(String name) {
        String text = parameter(name, String.valueOf(MOST));
        if (!text.matches("[0-9]{1,9}")) {
            throw new AwsError(
                    "InvalidArgument", 400, "Argument " + name + " must be an integer between 0 and 2147483647");
        }
        return Integer.parseInt(text);
    }

    private static String encodedToken(String key) {
        return Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new AwsError("InvalidArgument", 400, "The continuation token provided is incorrect");
        }
    }
}
