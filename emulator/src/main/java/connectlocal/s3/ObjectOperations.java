package connectlocal.s3;

import connectlocal.http.AwsError;
import connectlocal.http.Request;
import connectlocal.http.Response;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The operations on objects. */
final class ObjectOperations {
    private static final int LONGEST_KEY = 1_024;
    /** What a user's own metadata may take, and once more what S3 names. */
    private static final int MOST_METADATA = 2_048;

    private static final String METADATA = "x-amz-meta-";
    private static final Set<String> KEPT = Set.of(
            "content-type",
            "content-encoding",
            "content-language",
            "content-disposition",
            "cache-control",
            "expires",
            "x-amz-server-side-encryption");

    private final Buckets buckets;

    ObjectOperations(Buckets buckets) {
        this.buckets = buckets;
    }

    Response put(Request request, Address address) {
        if (request.header("x-amz-copy-source").isPresent()) {
            throw new AwsError("NotImplemented", 501, "CopyObject is not here; put the object's content");
        }
        if (address.key().length() > LONGEST_KEY) {
            throw new AwsError("KeyTooLongError", 400, "Your key is too long");
        }
        buckets.bucket(address.bucket());
        var payload = new Payload(request);
        var object = new StoredObject(payload.content(), payload.etag(), kept(request), Instant.now());
        boolean onlyNew = request.header("If-None-Match").filter("*"::equals).isPresent();
        buckets.put(address.bucket(), address.key(), object, onlyNew);
        return S3Xml.empty(200, Map.of("ETag", object.etag(), "x-amz-server-side-encryption", "AES256"));
    }

    /** GetObject and HeadObject: the server leaves the body of an answer to HEAD away. */
    Response get(Request request, Address address) {
        StoredObject object = buckets.object(address.bucket(), address.key());
        var headers = new HashMap<>(object.headers());
        headers.put("ETag", object.etag());
        headers.put(
                "Last-Modified",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(object.modified().atOffset(ZoneOffset.UTC)));
        return S3Xml.answer(200, headers, object.content());
    }

    Response delete(Request request, Address address) {
        buckets.delete(address.bucket(), address.key());
        return S3Xml.empty(204, Map.of());
    }

    private static Map<String, String> kept(Request request) {
        var kept = new TreeMap<String, String>();
        kept.put("content-type", "binary/octet-stream");
        int own = 0;
        int named = 0;
        for (var header : request.headers().entrySet()) {
            String name = header.getKey();
            if (name.startsWith(METADATA)) {
                own += name.length() - METADATA.length() + header.getValue().length();
                kept.put(name, header.getValue());
            } else if (KEPT.contains(name)) {
                named += name.length() + header.getValue().length();
                kept.put(name, header.getValue());
            }
        }
        if (Math.max(own, named) > MOST_METADATA) {
            throw new AwsError(
                    "MetadataTooLarge", 400, "Your metadata headers exceed the maximum allowed metadata size");
        }
        kept.computeIfPresent("content-encoding", (name, value) -> withoutChunks(value));
        return Map.copyOf(kept);
    }

    /** The encoding aws-chunked is of the way, not of the object. */
    private static String withoutChunks(String encodings) {
        String rest = Arrays.stream(encodings.split(","))
                .map(String::strip)
                .filter(encoding -> !encoding.equals("aws-chunked"))
                .collect(Collectors.joining(","));
        return rest.isEmpty() ? null : rest;
    }
}
