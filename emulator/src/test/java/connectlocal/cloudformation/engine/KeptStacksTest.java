package connectlocal.cloudformation.engine;

import static connectlocal.shared.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.http.AwsError;
import connectlocal.state.Journal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Stacks are what they were when an engine ends without a word and another one reads what it wrote down. */
class KeptStacksTest extends KeptStacksRig {
    @Test
    void stacks_areWhatTheyWere_andGoOn() throws Exception {
        create();
        engine.stacks().create(request("importer", IMPORTER, Map.of()));
        await("importer", StackStatus.CREATE_COMPLETE);
        engine.settings().protect("s", true);
        engine.settings()
                .setPolicy(
                        "s",
                        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"Update:*\",\"Principal\":\"*\","
                                + "\"Resource\":\"*\"}]}");
        engine.changeSets().create(order("c", "s", TEMPLATE, parameters("two")));
        String before = everything();
        killed();
        assertThat(everything()).isEqualTo(before).contains("CREATE_COMPLETE", "shared", "Update:*", "Out");

        assertThat(engine.stacks().create(request("s", TEMPLATE, parameters("one"))))
                .as("the same client token")
                .isEqualTo(engine.stacks.find("s").orElseThrow().id);
        assertThatThrownBy(() -> engine.stacks().update(request("s", TEMPLATE, previous())))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("No updates");
        assertThatThrownBy(() -> engine.stacks().delete("s", Set.of(), false, Optional.empty()))
                .hasMessageContaining("TerminationProtection");
        engine.changeSets().execute(Optional.of("s"), "c", Optional.empty(), Optional.empty(), Optional.of("again"));
        await("s", StackStatus.UPDATE_ROLLBACK_COMPLETE); // an export in use cannot change
        engine.stacks().delete("importer", Set.of(), false, Optional.empty());
        await("importer", StackStatus.DELETE_COMPLETE);
        killed();
        assertThat(engine.stacks.find("importer")).isEmpty();
        engine.stacks().update(request("s", null, parameters("three")));
        await("s", StackStatus.UPDATE_COMPLETE);
        killed();
        assertThat(engine.exports.value("shared")).contains("three");
        assertThat(engine.stacks.find("s").orElseThrow().listed().stream().map(r -> r.logicalId))
                .containsExactly("Z", "A");
    }

    @Test
    void properties_thatHoldANoEchoParameter_areMaskedInEventsAndInWhatIsWritten() throws Exception {
        String shown = TEMPLATE.replace("\"Id\":\"a\"", "\"Id\":\"a\",\"Title\":{\"Fn::Sub\":\"of ${Secret}\"}");
        engine.stacks().create(request("s", shown, parameters("one")));
        await("s", StackStatus.CREATE_COMPLETE);
        assertThat(engine.events().events("s").toString()).contains("of ****").doesNotContain(SECRET);
        killed();
        assertThat(engine.events().events("s").toString()).contains("of ****").doesNotContain(SECRET);
    }

    @Test
    void creation_underWay_hasFailedWithAReason_andCanBeDeleted() throws Exception {
        hanging = true;
        engine.stacks().create(request("s", TEMPLATE, parameters("one")));
        assertThat(hangs.await(60, TimeUnit.SECONDS)).isTrue();
        initiated();
        killed();
        hanging = false;
        await("s", StackStatus.CREATE_FAILED);
        Stack stack = engine.stacks.find("s").orElseThrow();
        assertThat(stack.reason).contains("ended while this operation was under way");
        assertThat(stack.resources.get("Z").status).isEqualTo("CREATE_FAILED");
        assertThat(stack.resources.get("Z").reason).contains("What the handler had done by then stands");
        assertThat(stack.resources.get("Z").now.physicalId()).isEqualTo("z");
        assertThat(engine.events().events("s").get(0).toString()).contains("CREATE_FAILED", "token-s");
        engine.stacks().delete("s", Set.of(), false, Optional.empty());
        await(stack.id, StackStatus.DELETE_COMPLETE);
    }

    @Test
    void update_underWay_hasFailed_andCanBeRolledBack() throws Exception {
        failedUpdate();
        engine.rollbacks().rollback("s", false, Optional.empty());
        await("s", StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThatThrownBy(() -> engine.stacks().update(request("s", TEMPLATE, parameters("one"))))
                .hasMessageContaining("No updates");
    }

    /** The end of the emulator is no fault of it: a call that it overtakes is answered, and has failed afterwards. */
    @Test
    void creation_whileTheEmulatorStops_hasFailedAtTheNextStart() throws Exception {
        engine.close();
        engine.stacks().create(request("s", TEMPLATE, parameters("one")));
        killed();
        await("s", StackStatus.CREATE_FAILED);
        assertThat(engine.stacks.find("s").orElseThrow().reason).contains("ended while this operation was under way");
    }

    @Test
    void reset_forgetsForGood() throws Exception {
        hanging = true;
        engine.stacks().create(request("s", TEMPLATE, parameters("one")));
        assertThat(hangs.await(60, TimeUnit.SECONDS)).isTrue();
        Stack stack = engine.stacks.find("s").orElseThrow();
        engine.reset(() -> {});
        synchronized (stack) { // as an operation does that the reset has not reached yet
            engine.kept.stack(stack);
        }
        killed();
        assertThat(engine.stacks.all()).isEmpty();
    }

    /** An operation at work may still write when the record of a reset has taken its stack away; then comes kill -9. */
    @Test
    void parts_ofAStackThatAResetHasTakenAway_areLeftOutForGood() throws Exception {
        create();
        String id = engine.stacks.find("s").orElseThrow().id;
        Map<List<String>, JsonNode> parts = new TreeMap<>(Comparator.comparing(String::valueOf));
        written.all().forEach((place, value) -> {
            if (place.contains(id) && !place.get(place.size() - 1).equals(id)) {
                parts.put(place, value);
            }
        });
        assertThat(parts).hasSizeGreaterThan(3);
        parts.keySet().stream()
                .map(place -> place.subList(0, place.indexOf(id) + 1))
                .distinct()
                .toList()
                .forEach(stack -> written.apply(new Journal.Change(stack, null)));
        parts.forEach((place, value) -> written.apply(new Journal.Change(place, value)));
        killed();
        assertThat(engine.stacks.find("s")).isEmpty();
        assertThat(written.all().keySet()).noneMatch(place -> place.contains(id));
        create();
    }

    @Test
    void detection_isKnownByItsIdAfterwards_andOneUnderWayHasFailed() throws Exception {
        create();
        String over = engine.drift().detect("s", List.of());
        until(() -> !engine.drift().status(over).toString().contains("IN_PROGRESS"));
        String seen = engine.drift().status(over).toString();
        assertThat(seen).contains("DETECTION_COMPLETE", "DRIFTED");
        readsHang = new CountDownLatch(1);
        String underWay = engine.drift().detect("s", List.of());
        String id = engine.stacks.find("s").orElseThrow().id;
        assertThatThrownBy(() -> engine.drift().detect("s", List.of()))
                .isInstanceOf(AwsError.class)
                .hasMessage("Drift detection is already in progress for stack [" + id + "]");
        killed();
        readsHang.countDown();
        assertThat(engine.drift().status(over)).hasToString(seen);
        assertThat(engine.drift().found("s", Set.of())).hasSize(2);
        assertThat(engine.drift().status(underWay).toString())
                .contains("DETECTION_FAILED", "ended while this detection was under way");
        assertThat(engine.drift().detect("s", List.of()))
                .as("nothing is in progress")
                .isNotEqualTo(underWay);
        assertThatThrownBy(() -> engine.drift().status("none")).hasMessageContaining("does not exist");
    }

    @Test
    void type_thatIsNotServedAnyMore_isNamedAtTheStart() throws Exception {
        create();
        assertThatThrownBy(() -> engine(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the stack s cannot be what it was")
                .hasMessageContaining("Test::Shelf::Book, which is not served here; start with its --provider");
    }

    /** A stack that is deleted needs no provider; what it had is shown as far as its types are served. */
    @Test
    void type_thatOnlyDeletedStacksHad_isNotNeededAtTheStart() throws Exception {
        create();
        String id = engine.stacks.find("s").orElseThrow().id;
        engine.stacks().delete("s", Set.of(), false, Optional.empty());
        await(id, StackStatus.DELETE_COMPLETE);
        engine = engine(List.of());
        assertThat(engine.events().events(id)).hasSizeGreaterThan(3);
        assertThat(engine.resources().resources(id, false)).isEmpty();
        killed();
        assertThat(engine.resources().resources(id, false)).hasSize(2);
    }

    private void initiated() throws Exception {
        Stack stack = engine.stacks.find("s").orElseThrow();
        until(() -> {
            synchronized (stack) {
                return stack.events.stream().anyMatch(e -> "Resource creation Initiated".equals(e.reason()));
            }
        });
    }
}
