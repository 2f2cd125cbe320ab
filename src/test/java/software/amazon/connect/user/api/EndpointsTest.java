package software.amazon.connect.user.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.GeneratedServiceMetadataProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.connect.model.ListUsersRequest;
import software.amazon.connect.slice.model.DescribeUserRequest;

/** Where requests go when nobody has set an endpoint, in every partition. */
class EndpointsTest {
    private static final List<String> SETTINGS = List.of("aws.accessKeyId", "aws.secretAccessKey", "aws.region");

    private final Map<String, String> settingsBefore = new TreeMap<>();
    private SdkHttpRequest asked;

    @BeforeEach
    void set() {
        SETTINGS.forEach(name -> {
            settingsBefore.put(name, System.getProperty(name, ""));
            System.setProperty(name, "none");
        });
    }

    @AfterEach
    void restore() {
        settingsBefore.forEach((name, value) -> {
            if (value.isEmpty()) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "us-east-1, connect.us-east-1.amazonaws.com",
        "eu-central-1, connect.eu-central-1.amazonaws.com",
        "cn-north-1, connect.cn-north-1.amazonaws.com.cn",
        "us-gov-west-1, connect.us-gov-west-1.amazonaws.com",
        "us-gov-east-1, connect.us-gov-east-1.amazonaws.com",
        "us-iso-east-1, connect.us-iso-east-1.c2s.ic.gov",
        "us-isob-east-1, connect.us-isob-east-1.sc2s.sgov.gov",
        "eu-isoe-west-1, connect.eu-isoe-west-1.cloud.adc-e.uk",
        "us-isof-south-1, connect.us-isof-south-1.csp.hci.ic.gov",
        "eusc-de-east-1, connect.eusc-de-east-1.amazonaws.eu"
    })
    void requests_ofBothClients_goToTheRegionsOwnConnectAndAreSignedForIt(String region, String host) {
        System.setProperty("aws.region", region);
        var connect = new SdkConnect(new Listener());
        assertAsked(
                region,
                host,
                () -> connect.describeUser(DescribeUserRequest.builder()
                        .instanceId("i")
                        .userId("u")
                        .build()));
        assertAsked(
                region,
                host,
                () -> connect.listUsers(
                        ListUsersRequest.builder().instanceId("i").build()));
    }

    private void assertAsked(String region, String host, Runnable call) {
        asked = null;
        assertThatThrownBy(call::run).isInstanceOf(SdkClientException.class);
        assertThat(asked.protocol() + "://" + asked.host()).isEqualTo("https://" + host);
        assertThat(asked.firstMatchingHeader("Authorization").orElseThrow())
                .contains("/" + region + "/connect/aws4_request");
    }

    /** The list of services is shorter than the SDK's own; what it says of those on it is the same. */
    @ParameterizedTest
    @ValueSource(strings = {"connect", "logs", "monitoring"})
    void service_ofTheShortList_isWhereTheSdkHasIt(String service) throws Exception {
        Map<String, String> ours = places(service, GeneratedServiceMetadataProvider.class.getClassLoader());
        try (URLClassLoader stock = withoutOurs()) {
            assertThat(stock.loadClass(GeneratedServiceMetadataProvider.class.getName()))
                    .isNotEqualTo(GeneratedServiceMetadataProvider.class);
            assertThat(ours).isEqualTo(places(service, stock)).hasSizeGreaterThan(40);
        }
    }

    /** What a service's metadata of the SDK in a class loader say of every region: endpoint and region to sign for. */
    private static Map<String, String> places(String service, ClassLoader loader) throws ReflectiveOperationException {
        Class<?> provider = loader.loadClass(GeneratedServiceMetadataProvider.class.getName());
        Class<?> type = loader.loadClass("software.amazon.awssdk.regions.ServiceMetadata");
        Class<?> region = loader.loadClass(Region.class.getName());
        Object metadata = provider.getMethod("serviceMetadata", String.class)
                .invoke(provider.getConstructor().newInstance(), service);
        assertThat(metadata).isNotNull();
        Map<String, String> places = new TreeMap<>();
        for (Region each : Region.regions()) {
            Object place = region.getMethod("of", String.class).invoke(null, each.id());
            places.put(
                    each.id(),
                    type.getMethod("endpointFor", region).invoke(metadata, place) + " "
                            + type.getMethod("signingRegion", region).invoke(metadata, place));
        }
        return places;
    }

    private static URLClassLoader withoutOurs() {
        URL[] jars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .map(entry -> urlOf(Path.of(entry).toUri()))
                .toArray(URL[]::new);
        return new URLClassLoader(jars, ClassLoader.getPlatformClassLoader());
    }

    private static URL urlOf(URI file) {
        try {
            return file.toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Hears what is asked and never answers. */
    private final class Listener implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            asked = request.httpRequest();
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() throws IOException {
                    throw new IOException("nobody is there");
                }

                @Override
                public void abort() {
                    // Nothing is under way.
                }
            };
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
