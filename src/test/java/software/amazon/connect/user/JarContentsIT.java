package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is uploaded to Lambda: every start loads from it, so nothing is in it that can be left out. */
class JarContentsIT {
    private static final Path JAR = Path.of(System.getProperty("provider.jar"));

    private static final String SERVICES = "software/amazon/awssdk/services/";

    /** Where classes may come from; whatever a new dependency brings along must be put here, and so be looked at. */
    private static final List<String> ALLOWED = List.of(
            "software/amazon/connect/user/",
            "software/amazon/connect/slice/",
            "software/amazon/cloudformation/",
            "software/amazon/eventstream/",
            "software/amazon/awssdk/",
            "com/amazonaws/",
            "com/fasterxml/jackson/",
            "com/google/common/",
            "com/google/thirdparty/",
            "com/google/re2j/",
            "com/damnhandy/uri/",
            "org/apache/commons/",
            "org/apache/http/",
            "org/everit/json/",
            "org/joda/time/",
            "org/json/",
            "org/reactivestreams/",
            "org/slf4j/",
            "javax/annotation/");

    private static Set<String> files;

    @BeforeAll
    static void readJar() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            files = jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(entry -> entry.getName())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        System.out.printf("%s: %.1f MB, %d files%n", JAR.getFileName(), Files.size(JAR) / 1e6, files.size());
    }

    private static List<String> matching(String pattern) {
        return files.stream().filter(file -> file.matches(pattern)).toList();
    }

    @Test
    void classes_comeFromKnownPackages() {
        assertThat(files.stream()
                        .filter(file -> file.endsWith(".class"))
                        .map(file -> file.replaceFirst("^META-INF/versions/[0-9]+/", ""))
                        .filter(file -> ALLOWED.stream().noneMatch(file::startsWith)))
                .isEmpty();
    }

    @Test
    void allowedPackages_areAllThere() {
        assertThat(ALLOWED).allMatch(prefix -> files.stream().anyMatch(file -> file.startsWith(prefix)));
    }

    @Test
    void clients_areThoseOfConnectAndOfTheFrameworkOnly() {
        Set<String> services = matching("software/amazon/awssdk/services/[^/]+/.*").stream()
                .map(file -> file.split("/")[4])
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(services).containsExactly("cloudwatch", "cloudwatchlogs", "connect");
        assertThat(matching("com/amazonaws/services/(?!lambda/runtime/).*")).isEmpty();
    }

    @Test
    void ballast_isLeftOut() {
        assertThat(matching("(io/netty|org/apache/logging|org/eclipse/jgit|com/diffplug|org/apache/maven|lombok)/.*"))
                .isEmpty();
        assertThat(matching("software/amazon/awssdk/http/(nio|crt|urlconnection)/.*"))
                .isEmpty();
        assertThat(matching(".*/(log4j2?|Log4j2Plugins).*")).isEmpty();
        assertThat(matching("codegen-resources/.*")).isEmpty();
        assertThat(matching(".*(Test|IT)\\.class")).isEmpty();
    }

    @Test
    void signatures_ofSingleJars_areLeftOut() {
        assertThat(matching("META-INF/.*\\.(SF|RSA|DSA|EC)")).isEmpty();
        assertThat(matching("(.*/)?module-info\\.class")).isEmpty();
    }

    @Test
    void schema_isInside() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile());
                var schema = jar.getInputStream(jar.getEntry("aws-connect-user.json"))) {
            assertThat(schema.readAllBytes()).isEqualTo(Files.readAllBytes(Path.of("aws-connect-user.json")));
        }
    }

    @Test
    void clients_areShrunkToWhatIsCalled() {
        assertThat(files)
                .contains(SERVICES + "connect/ConnectClient.class", SERVICES + "connect/model/TagResourceRequest.class")
                .doesNotContain(SERVICES + "connect/model/StartChatContactResponse.class");
        assertThat(matching(SERVICES + ".*/paginators/.*")).isEmpty();
        assertThat(matching("software/amazon/awssdk/regions/servicemetadata/.*"))
                .extracting(file -> file.replaceFirst(".*/", ""))
                .containsExactlyInAnyOrder(
                        "ConnectServiceMetadata.class", "LogsServiceMetadata.class", "MonitoringServiceMetadata.class");
    }

    /** What is left out of the AWS clients must not be missed by any class, nor by a name in a file. */
    @Test
    void nothingLeftOut_isLedTo() throws IOException {
        StringWriter found = new StringWriter();
        ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        new PrintWriter(found),
                        new PrintWriter(System.err),
                        "--multi-release",
                        "17",
                        "--missing-deps",
                        JAR.toString());
        String clients = ".*-> software.amazon.awssdk.(services.(connect|cloudwatch|cloudwatchlogs)|regions)[.].*";
        assertThat(found.toString()).contains("not found");
        assertThat(found.toString().lines().filter(line -> line.matches(clients)))
                .isEmpty();
        try (JarFile jar = new JarFile(JAR.toFile())) {
            for (String file : matching("META-INF/services/.*|.*/execution\\.interceptors")) {
                String names =
                        new String(jar.getInputStream(jar.getEntry(file)).readAllBytes(), StandardCharsets.UTF_8);
                assertThat(names.lines().filter(name -> name.matches("\\w[\\w.$]*")))
                        .as(file)
                        .allMatch(name -> files.contains(name.replace('.', '/') + ".class"));
            }
        }
    }

    @Test
    void size_staysSmall() throws IOException {
        assertThat(Files.size(JAR)).isLessThan(25_000_000);
    }
}
