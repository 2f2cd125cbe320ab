package connectlocal.http;

import java.util.Map;
import java.util.regex.Pattern;

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

    private static final Pattern NAME = Pattern.compile("[a-z]{2,5}(-[a-z]{2,12}){1,2}-[0-9]{1,2}");

    private Regions() {}

    /** Whether a text is the name of a region; {@code aws-global} and what people make up is none. */
    public static boolean isRegion(String text) {
        return NAME.matcher(text).matches();
    }

    /** The partition of a region, the second part of every ARN in it. */
    public static String partition(String region) {
        return PARTITIONS.entrySet().stream()
                .filter(known -> region.startsWith(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("aws");
    }
}
