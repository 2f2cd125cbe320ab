package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.http.AwsError;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nothing is imported into a stack that may still go back: the way back would be lost. */
class ImportIntoFailedStackTest extends KeptStacksRig {
    private static final String MORE = TEMPLATE.replace(
            "\"Resources\":{",
            "\"Resources\":{\"N\":{\"Type\":\"Test::Shelf::Book\",\"DeletionPolicy\":\"Retain\","
                    + "\"Properties\":{\"Id\":\"n\"}},");

    private void requestImport() {
        requestImport(MORE, previous());
    }

    @Test
    void changeSet_ofAStackAtRest_isMade() throws Exception {
        create();
        requestImport();
        engine.changeSets().execute(Optional.of("s"), "i", Optional.empty(), Optional.empty(), Optional.empty());
        await("s", StackStatus.IMPORT_COMPLETE);
    }

    @Test
    void changeSet_ofAFailedUpdate_isRefused_andTheWayBackStays() throws Exception {
        failedUpdate();
        assertThatThrownBy(this::requestImport)
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("is in UPDATE_FAILED state and can not be updated");
        engine.rollbacks().rollback("s", false, Optional.empty());
        await("s", StackStatus.UPDATE_ROLLBACK_COMPLETE);
    }
}
