package connectlocal.cloudformation.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.connect.Behaviours;
import connectlocal.connect.ConnectApi;
import connectlocal.connect.ConnectState;
import connectlocal.connect.Seed;
import connectlocal.http.Json;
import connectlocal.natives.NativeTypes;
import connectlocal.provider.Action;
import connectlocal.provider.HandlerError;
import connectlocal.provider.HandlerRequest;
import connectlocal.provider.Outcome;
import connectlocal.provider.ProviderStub;
import connectlocal.provider.ResourceProvider;
import connectlocal.provider.ResourceType;
import connectlocal.state.Contents;
import connectlocal.state.Keep;
import connectlocal.state.Seal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scans over Amazon Connect without a network, and over a type whose handler cannot be asked. */
@Timeout(60)
class ResourceScansTest {
    private static final String ACCOUNT = "123456789012";
    private static final String REGION = "us-east-1";
    private static final String INSTANCE =
            "arn:aws:connect:us-east-1:123456789012:instance/11111111-1111-1111-1111-111111111111";
    private static final String ATTRIBUTE = "AWS::Connect::PredefinedAttribute";

    private final List<ResourceProvider> types = new NativeTypes(
                    new ConnectApi(new ConnectState(Seed.builtIn(), Behaviours.of(Map.of()))), Keep.NOTHING)
            .providers(ACCOUNT, REGION);
    private ResourceScans scans;

    @AfterEach
    void stop() {
        scans.close();
    }

    @Test
    void resource_whoseNameHoldsTheSeparator_isFoundByItsProperties() throws Exception {
        scans = new ResourceScans(types, ACCOUNT, REGION, id -> false, Keep.NOTHING);
        ResourceProvider attributes = types.stream()
                .filter(type -> type.type().name().equals(ATTRIBUTE))
                .findFirst()
                .orElseThrow();
        var made = (ObjectNode) Json.MAPPER.readTree(
                "{\"InstanceArn\":\"" + INSTANCE + "\",\"Name\":\"A|B\"," + "\"Values\":{\"StringList\":[\"v\"]}}");
        assertThat(attributes
                        .await(attributes.begin(HandlerRequest.of(Action.CREATE, "token", made)))
                        .succeeded())
                .isTrue();

        String scan = ended(scans.start(List.of(ATTRIBUTE), Optional.empty()), "COMPLETE");
        List<ObjectNode> found = scans.resources(scan, ATTRIBUTE, Optional.empty(), Optional.empty());
        assertThat(found).anySatisfy(one -> assertThat(
                        one.at("/ResourceIdentifier/entry").toString())
                .isEqualTo("[{\"key\":\"InstanceArn\",\"value\":\"" + INSTANCE
                        + "\"},{\"key\":\"Name\",\"value\":\"A|B\"}]"));
        ObjectNode named =
                Json.MAPPER.createObjectNode().put("InstanceArn", INSTANCE).put("Name", "A|B");
        assertThat(scans.resource(ATTRIBUTE, named)
                        .model()
                        .at("/Values/StringList/0")
                        .asText())
                .isEqualTo("v");
    }

    @ParameterizedTest
    @ValueSource(classes = {IndexOutOfBoundsException.class, NoClassDefFoundError.class})
    void scan_ofATypeThatFailsUnforeseen_hasFailedAndTheNextOneStarts(Class<? extends Throwable> failure)
            throws Exception {
        ResourceType type = types.get(0).type();
        scans = new ResourceScans(List.of(new Unforeseen(type, failure)), ACCOUNT, REGION, id -> false, Keep.NOTHING);
        String scan = ended(scans.start(List.of(), Optional.empty()), "FAILED");
        assertThat(scans.describe(scan).get("StatusReason").asText())
                .isEqualTo(type.name() + ": the emulator failed: " + failure.getName());
        ended(scans.start(List.of(), Optional.empty()), "FAILED");
    }

    /** The place was deleted between its listing and the listing of what lies in it. */
    @Test
    void scan_ofAPlaceThatIsGone_findsNothingThere() throws Exception {
        List<ResourceProvider> gone = types.stream()
                .map(type -> type.type().name().equals(ATTRIBUTE) ? new Gone(type.type()) : type)
                .toList();
        scans = new ResourceScans(gone, ACCOUNT, REGION, id -> false, Keep.NOTHING);
        String scan = ended(scans.start(List.of(ATTRIBUTE), Optional.empty()), "COMPLETE");
        assertThat(scans.resources(scan, ATTRIBUTE, Optional.empty(), Optional.empty()))
                .isEmpty();
    }

    /** Here the answer is about no place. */
    @Test
    void scan_ofATypeThatIsNotFound_hasFailed() throws Exception {
        ResourceType everywhere = types.stream()
                .map(ResourceProvider::type)
                .filter(type -> type.listNeeds().isEmpty())
                .findFirst()
                .orElseThrow();
        scans = new ResourceScans(List.of(new Gone(everywhere)), ACCOUNT, REGION, id -> false, Keep.NOTHING);
        String scan = ended(scans.start(List.of(), Optional.empty()), "FAILED");
        assertThat(scans.describe(scan).get("StatusReason").asText()).isEqualTo(everywhere.name() + ": gone");
    }

    /** The answer of the first call may have been lost, and the emulator have ended since. */
    @Test
    void start_onceMoreWithItsToken_isTheSameScan() throws Exception {
        var written = new Contents();
        var seal = Seal.passing();
        Optional<String> token = Optional.of("t");
        scans = new ResourceScans(types, ACCOUNT, REGION, id -> false, keep(written, seal));
        String scan = scans.start(List.of(ATTRIBUTE), token);
        assertThat(scans.start(List.of(ATTRIBUTE), token)).isEqualTo(scan);
        ended(scan, "COMPLETE");
        assertThat(scans.start(List.of(ATTRIBUTE), token)).isEqualTo(scan);
        String without = ended(scans.start(List.of(ATTRIBUTE), Optional.empty()), "COMPLETE");
        assertThat(ended(scans.start(List.of(ATTRIBUTE), Optional.empty()), "COMPLETE"))
                .isNotEqualTo(without);
        scans.close();
        scans = new ResourceScans(types, ACCOUNT, REGION, id -> false, keep(written, seal));
        assertThat(scans.start(List.of(ATTRIBUTE), token)).isEqualTo(scan);
        assertThat(scans.list()).hasSize(3);
    }

    private static Keep keep(Contents written, Seal seal) {
        var copy = new Contents();
        synchronized (written) {
            copy.restore(written);
        }
        return Keep.in(
                changes -> {
                    synchronized (written) {
                        changes.forEach(written::apply);
                    }
                },
                copy,
                seal);
    }

    private String ended(String id, String status) throws InterruptedException {
        JsonNode scan = scans.describe(id);
        while (scan.get("Status").asText().equals("IN_PROGRESS")) {
            Thread.sleep(5);
            scan = scans.describe(id);
        }
        assertThat(scan.get("Status").asText()).as(scan.toString()).isEqualTo(status);
        return id;
    }

    /** A type of which a handler finds nothing to list in. */
    private static final class Gone extends ProviderStub {
        private Gone(ResourceType type) {
            super(type);
        }

        @Override
        public Outcome list(ObjectNode selection, Optional<String> nextToken) {
            return new Outcome(
                    Optional.of(HandlerError.NotFound), "gone", Optional.empty(), List.of(), Optional.empty());
        }
    }

    /** A type whose handler cannot be asked, for a reason that nobody thought of. */
    private static final class Unforeseen extends ProviderStub {
        private final Class<? extends Throwable> failure;

        private Unforeseen(ResourceType type, Class<? extends Throwable> failure) {
            super(type);
            this.failure = failure;
        }

        @Override
        public Outcome list(ObjectNode selection, Optional<String> nextToken) {
            if (failure == NoClassDefFoundError.class) {
                throw new NoClassDefFoundError("what a model says");
            }
            throw new IndexOutOfBoundsException("what a model says");
        }
    }
}
