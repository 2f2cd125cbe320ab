package connectlocal.s3;

import java.time.Instant;
import java.util.Map;

/**
 * What one key of a bucket holds.
 *
 * @param content the bytes
 * @param etag the MD5 digest in quotation marks, as S3 has it for objects that were put whole
 * @param headers what was given with it and is given back: type, encoding, metadata
 * @param modified when it was put
 */
record StoredObject(byte[] content, String etag, Map<String, String> headers, Instant modified) {

    /** What it takes of the room that all objects share. */
    long weight() {
        long weight = content.length;
        for (var header : headers.entrySet()) {
            weight += header.getKey().length() + header.getValue().length();
        }
        return weight;
    }
}
