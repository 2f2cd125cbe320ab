package connectlocal.cloudformation.engine;

import static connectlocal.shared.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An export is in use by what stacks are and may go back to, not by what somebody asked for and did not get. */
class ExportsInUseTest extends KeptStacksRig {
    private static final String PLAIN =
            "{\"Resources\":{\"I\":{\"Type\":\"Test::Shelf::Book\",\"Properties\":{\"Id\":\"i\",\"Title\":\"own\"}}}}";

    private void importing() throws Exception {
        create();
        engine.stacks().create(request("importer", IMPORTER, Map.of()));
        await("importer", StackStatus.CREATE_COMPLETE);
    }

    private void exporterStays() throws Exception {
        assertThat(engine.exports.importers("shared")).containsExactly("importer");
        engine.stacks().delete("s", Set.of(), false, Optional.empty());
        await("s", StackStatus.CREATE_COMPLETE);
        assertThat(engine.stacks.find("s").orElseThrow().reason)
                .contains("Cannot delete export shared as it is in use by importer");
    }

    @Test
    void refusedUpdate_endsNoImport() throws Exception {
        importing();
        String unknown = PLAIN.replace("Test::Shelf::Book", "Test::Shelf::None");
        assertThatThrownBy(() -> engine.stacks().update(request("importer", unknown, Map.of())))
                .hasMessageContaining("Unrecognized resource types");
        exporterStays();
    }

    @Test
    void changeSet_thatDropsTheImport_endsNone_untilItIsCarriedOut() throws Exception {
        importing();
        engine.changeSets().create(order("c", "importer", PLAIN, Map.of()));
        exporterStays();
        engine.changeSets().execute(Optional.of("importer"), "c", Optional.empty(), Optional.empty(), Optional.empty());
        await("importer", StackStatus.UPDATE_COMPLETE);
        assertThat(engine.exports.importers("shared")).isEmpty();
        String id = engine.stacks.find("s").orElseThrow().id;
        engine.stacks().delete("s", Set.of(), false, Optional.empty());
        await(id, StackStatus.DELETE_COMPLETE);
    }

    @Test
    void changeSet_thatAddsAnImport_blocksNobody() throws Exception {
        create();
        engine.stacks().create(request("importer", PLAIN, Map.of()));
        await("importer", StackStatus.CREATE_COMPLETE);
        engine.changeSets().create(order("c", "importer", IMPORTER, Map.of()));
        assertThat(engine.exports.importers("shared")).isEmpty();
    }

    /** What Metadata asks for may have come later than the stack; to show it is not to import it. */
    @Test
    void look_atMetadataThatAsksForAnExport_importsNothing() throws Exception {
        String asking =
                PLAIN.replace("\"Properties\"", "\"Metadata\":{\"M\":{\"Fn::ImportValue\":\"shared\"}},\"Properties\"");
        engine.stacks().create(request("importer", asking, Map.of()));
        await("importer", StackStatus.CREATE_COMPLETE);
        create();
        assertThat(engine.resources().resource("importer", "I").path("Metadata").asText())
                .isEqualTo("{\"M\":\"one\"}");
        assertThat(engine.exports.importers("shared")).isEmpty();
    }

    /** As long as the stack may go back to what imports, the export is in use. */
    @Test
    void update_thatCanBeRolledBack_stillImports() throws Exception {
        importing();
        hanging = true;
        engine.stacks().update(request("importer", PLAIN, Map.of()));
        assertThat(hangs.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(engine.exports.importers("shared")).containsExactly("importer");
        killed();
        hanging = false;
        await("importer", StackStatus.UPDATE_FAILED);
        exporterStays();
        engine.rollbacks().rollback("importer", false, Optional.empty());
        await("importer", StackStatus.UPDATE_ROLLBACK_COMPLETE);
        exporterStays();
    }

    /** It may be gone in a moment. */
    @Test
    void exportOfAStackThatIsBeingDeleted_cannotBeImportedAnyMore() throws Exception {
        create();
        hangingDeletes = true;
        engine.stacks().delete("s", Set.of(), false, Optional.empty());
        assertThat(hangs.await(60, TimeUnit.SECONDS)).isTrue();
        engine.stacks().create(request("importer", IMPORTER, Map.of()));
        await("importer", StackStatus.ROLLBACK_COMPLETE);
        assertThat(engine.events().events("importer").toString()).contains("No export named shared found.");
    }

    /** Whether a name is free, and that it is taken, is one step. */
    @Test
    void creation_whileAnotherStackTakesItsExports_waits() throws Exception {
        synchronized (engine.exports) {
            engine.stacks().create(request("s", TEMPLATE, parameters("one")));
            until(() -> isOver() || operations().anyMatch(t -> t.getState() == Thread.State.BLOCKED));
            assertThat(isOver()).isFalse();
        }
        await("s", StackStatus.CREATE_COMPLETE);
    }

    private boolean isOver() {
        return engine.stacks.find("s").orElseThrow().status == StackStatus.CREATE_COMPLETE;
    }

    private static Stream<Thread> operations() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getName().equals("stack-operation"))
                .filter(entry -> Stream.of(entry.getValue())
                        .findFirst()
                        .filter(frame -> frame.getClassName().endsWith(".Lifecycle"))
                        .isPresent())
                .map(Map.Entry::getKey);
    }

    /**
     * A deletion that has begun to delete and failed leaves the exports, and so does the next one until it begins to.
     */
    @Test
    void exportOfAStackThatCouldNotBeDeleted_isThereUntilTheNextDeletionBegins() throws Exception {
        create();
        fullFrom = "A-DELETE_IN_PROGRESS";
        engine.stacks().delete("s", Set.of(), false, Optional.empty());
        until(() -> refusals >= 2);
        fullFrom = null;
        full = false;
        await("s", StackStatus.DELETE_FAILED);
        engine.stacks().create(request("importer", IMPORTER, Map.of()));
        await("importer", StackStatus.CREATE_COMPLETE);
        synchronized (engine.turn) { // which the deletion's own thread waits for
            engine.stacks().delete("s", Set.of(), false, Optional.empty());
            assertThat(engine.stacks.find("s").orElseThrow().status).isEqualTo(StackStatus.DELETE_IN_PROGRESS);
            assertThat(engine.exports.value("shared")).contains("one");
        }
        await("s", StackStatus.DELETE_FAILED);
    }
}
