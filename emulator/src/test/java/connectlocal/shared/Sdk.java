package connectlocal.shared;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** AWS's own clients, as a user would build them, of an emulator. */
public final class Sdk {
    /** Longer than any answer is held back. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final AwsCredentials ANYBODY = AwsBasicCredentials.create("AKIDTEST", "test");

    private Sdk() {}

    /** The client of this builder, in the seed's region. */
    public static <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(URI endpoint, B builder) {
        return client(endpoint, ANYBODY, Region.US_EAST_1, builder);
    }

    /** The same as somebody and somewhere. */
    public static <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(
            URI endpoint, AwsCredentials who, Region region, B builder) {
        return builder.endpointOverride(endpoint)
                .region(region)
                .credentialsProvider(StaticCredentialsProvider.create(who))
                .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(PATIENCE))
                .build();
    }
}
