package connectlocal.http;

import java.util.Map;

/** What the name of a region says beyond itself. */
public final class Regions {
    /** By the beginning of a region's name; all others are of the partition aws. */
    private static final Map<String, String> PARTITIONS = Map.of(
            "cn-", "aws-cn",
            "us-gov-", "aws-us-gov",
            "us-iso-", "aws-iso",
            "us-isob-", "aws-iso-b",
            "eu-isoe-", "aws-iso-e",
            "us-isof-", "aws-iso-f",
            "eusc-", "aws-eusc");

    private Regions() {}

    /** The partition of a region, the second part of every ARN in it. */
    public static String partition(String region) {
        return PARTITIONS.entrySet().stream()
                .filter(known -> region.startsWith(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("aws");
    }
}
