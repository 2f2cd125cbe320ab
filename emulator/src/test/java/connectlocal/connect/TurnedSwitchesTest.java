package connectlocal.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Switches that are turned while there are users: they decide at once, and go back to where they stood. */
class TurnedSwitchesTest {
    private final Connect connect = Connect.with("identity-info", "merge");
    private final Behaviours behaviours = connect.state.behaviours();

    private void turn(String name, String value) {
        behaviours.turn(Map.of(name, value));
    }

    private String value(String name) {
        return behaviours.view().stream()
                .filter(one -> one.get("name").equals(name))
                .map(one -> one.get("value").toString())
                .findFirst()
                .orElseThrow();
    }

    private String firstName(String id) {
        return connect.describe(id).at("/IdentityInfo/FirstName").asText();
    }

    @ParameterizedTest
    @CsvSource({"stale-reads, 1", "stale-reads-ms, 600000"})
    void reads_lagFromThenOn_andSeeEverythingOnceTurnedBack(String name, String value) {
        String id = connect.create("ada", "IdentityInfo", Map.of("FirstName", "Old"));
        turn(name, value);
        connect.on(id, "UpdateUserIdentityInfo", "IdentityInfo", Map.of("FirstName", "New"));
        assertThat(firstName(id)).isEqualTo("Old");
        turn(name, value);
        connect.on(id, "UpdateUserIdentityInfo", "IdentityInfo", Map.of("FirstName", "Newest"));
        behaviours.turnBack(name);
        assertThat(firstName(id)).isEqualTo("Newest");
    }

    @ParameterizedTest
    @CsvSource({
        "hierarchy-groups-per-instance, CreateUserHierarchyGroup, Name",
        "predefined-attributes-per-instance, CreatePredefinedAttribute, Name",
        "hours-per-instance, CreateHoursOfOperation, Name"
    })
    void limits_holdFromThenOn(String name, String operation, String member) {
        Map<String, Object> members = new java.util.HashMap<>(Map.of("InstanceId", Connect.DEMO, member, "Another"));
        if (operation.contains("Attribute")) {
            members.put("Values", Map.of("StringList", java.util.List.of("A")));
        }
        if (operation.contains("Hours")) {
            members.put("TimeZone", "UTC");
            members.put("Config", java.util.List.of());
        }
        turn(name, "0");
        assertThat(connect.refusal(operation, members).code()).isEqualTo("LimitExceededException");
        behaviours.reset();
        connect.call(operation, members);
    }

    @Test
    void whatIsShown_followsTheSwitches() {
        String id = connect.create("ada", "PhoneConfig", Map.of("PhoneType", "SOFT_PHONE", "AutoAccept", true));
        assertThat(connect.describe(id).has("AutoAcceptConfigs")).isFalse();
        turn("mirror-phone-config", "on");
        turn("fill-members", "on");
        assertThat(connect.describe(id).get("AutoAcceptConfigs")).hasSize(4);
        assertThat(connect.describe(id).at("/PhoneConfig/PersistentConnection").isBoolean())
                .isTrue();
    }

    @Test
    void whatIsKept_followsTheSwitches() {
        turn("normalise-email", "lower");
        String id = connect.create("ada", "IdentityInfo", Map.of("Email", "Ada@Example.COM"));
        behaviours.turnBack("normalise-email");
        assertThat(connect.describe(id).at("/IdentityInfo/Email").asText()).isEqualTo("ada@example.com");
        String other = connect.create("bob", "IdentityInfo", Map.of("Email", "Bob@Example.COM"));
        assertThat(connect.describe(other).at("/IdentityInfo/Email").asText()).isEqualTo("Bob@Example.COM");
    }

    @Test
    void turnedBack_isAsAtTheStart_notAsByDefault() {
        turn("identity-info", "replace");
        turn("stale-lists", "3");
        behaviours.turnBack("identity-info");
        assertThat(value("identity-info")).isEqualTo("merge");
        assertThat(value("stale-lists")).isEqualTo("3");
        behaviours.reset();
        assertThat(value("identity-info")).isEqualTo("merge");
        assertThat(value("stale-lists")).isEqualTo("0");
    }

    @Test
    void everyTurn_isAChange() {
        long before = behaviours.changes();
        turn("stale-lists", "3");
        behaviours.turnBack("stale-lists");
        behaviours.reset();
        assertThat(behaviours.changes()).isEqualTo(before + 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | 1 | There is no behaviour 'nonsense'",
                "stale-reads | often | only a whole number",
                "username-case | insensitive | is settled when the emulator starts",
                "users-per-instance | 3 | is settled when the emulator starts"
            })
    void whatCanNotBe_isRefusedWithTheReason_andNothingIsTurned(String name, String value, String reason) {
        Map<String, String> settings = new java.util.LinkedHashMap<>(Map.of("stale-lists", "3"));
        settings.put(name, value);
        assertThatThrownBy(() -> behaviours.turn(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
        assertThat(value("stale-lists")).isEqualTo("0");
        assertThatThrownBy(() -> behaviours.turnBack("nonsense")).isInstanceOf(IllegalArgumentException.class);
    }
}
