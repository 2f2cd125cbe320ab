package connectlocal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.connect.wire.Json;
import connectlocal.state.Contents;
import connectlocal.state.Journal;
import connectlocal.state.Keep;
import connectlocal.state.Seal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How many users an instance of a kept state may have: what was stated for it, else what the switch says now. */
class KeptLimitTest {
    private static final Seed SEED = SeedFile.read(
            "instances: [{id: silent, alias: silent}, {id: stated, alias: stated, userLimit: 3}]", "seed.yaml");

    private final Contents written = new Contents();

    private ConnectState start(String limit) {
        return start(SEED, limit);
    }

    private ConnectState start(Seed seed, String limit) {
        return new ConnectState(
                seed,
                Behaviours.of(Map.of("users-per-instance", limit)),
                Keep.in(several -> several.forEach(written::apply), copy(), Seal.passing()));
    }

    private Contents copy() {
        Contents copy = new Contents();
        copy.restore(written);
        return copy;
    }

    private static int limit(ConnectState state, String id) {
        return state.anyInstance(id).users().limit();
    }

    @Test
    void limit_thatNobodyStated_isThatOfTheSwitchAtEachStart() throws Exception {
        var first = new ConnectApi(start("500"));
        String made = first.call("CreateInstance", (ObjectNode)
                        Json.MAPPER.readTree("{\"InstanceAlias\":\"made\",\"IdentityManagementType\":\"SAML\","
                                + "\"InboundCallsEnabled\":true,\"OutboundCallsEnabled\":false}"))
                .get("Id")
                .asText();
        for (int limit : List.of(500, 1000, 7)) {
            ConnectState again = start(String.valueOf(limit));
            assertThat(limit(again, "silent")).isEqualTo(limit);
            assertThat(limit(again, made)).isEqualTo(limit);
            assertThat(limit(again, "stated")).isEqualTo(3);
        }
    }

    /** Older emulators wrote down the number, whoever had said it. */
    @Test
    void limit_writtenByAnOlderEmulator_counts() {
        start("500");
        List<String> place = written.all().keySet().stream()
                .filter(thing -> thing.get(thing.size() - 1).equals("silent"))
                .findFirst()
                .orElseThrow();
        ObjectNode about = written.all().get(place).deepCopy();
        assertThat(about.get("UserLimit").isNull()).isTrue();
        written.apply(new Journal.Change(place, about.put("UserLimit", 500)));
        assertThat(limit(start("1000"), "silent")).isEqualTo(500);
    }

    @Test
    void limit_thatNobodyStated_isNotInASeedThatIsWritten() {
        String seed = start("1000").asSeed();
        assertThat(seed).containsOnlyOnce("userLimit: ").contains("userLimit: 3");
        assertThat(limit(new ConnectState(SeedFile.read(seed, "again"), Behaviours.of(Map.of())), "silent"))
                .isEqualTo(500);
    }

    /** A seed that is written can be read, whatever the switch says there. */
    @Test
    void limit_ofMoreUsersThanInstancesHaveByThemselves_isInASeedThatIsWritten() {
        String users = IntStream.rangeClosed(1, 501)
                .mapToObj(n -> "{Username: u" + n + ", Password: Passw0rd, PhoneConfig: {PhoneType: SOFT_PHONE},"
                        + " IdentityInfo: {FirstName: A, LastName: B}, RoutingProfileId: r, SecurityProfileIds: [s]}")
                .collect(Collectors.joining(", "));
        Seed many = SeedFile.read(
                "instances: [{id: silent, routingProfiles: [{id: r, name: R}], securityProfiles: [{id: s, name: S}],"
                        + " users: [" + users + "]}]",
                "many.yaml");
        assertThat(start(many, "1000").asSeed()).contains("userLimit: 1000");
        String fewer = start(many, "7").asSeed();
        var again = new ConnectState(SeedFile.read(fewer, "again"), Behaviours.of(Map.of()));
        assertThat(again.anyInstance("silent").users().size()).isEqualTo(501);
        assertThat(limit(again, "silent")).isEqualTo(501);
    }
}
