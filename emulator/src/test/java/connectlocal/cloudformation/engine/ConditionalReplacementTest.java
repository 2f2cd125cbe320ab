package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A handler may say that an update needs a new resource; the stack policy is asked about that as well. */
class ConditionalReplacementTest extends LibraryRig {
    private static String policy(String denied) {
        return "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"Update:*\",\"Principal\":\"*\",\"Resource\":\"*\"},"
                + "{\"Effect\":\"Deny\",\"Action\":\"" + denied + "\",\"Principal\":\"*\",\"Resource\":\"*\"}]}";
    }

    private void updated(String denied, StackStatus end) throws Exception {
        create(template(book("X", "\"Name\":\"x\"")));
        engine.settings().setPolicy("s", policy(denied));
        refusedOnce.put("UPDATE x", "NotUpdatable");
        update(template(book("X", "\"Name\":\"x\",\"Cover\":\"red\"")), end);
    }

    @Test
    void replacement_thatThePolicyDenies_isNotMade() throws Exception {
        updated("Update:Replace", StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(asked).containsOnlyOnce("CREATE x");
        assertThat(engine.events().events("s").toString())
                .contains("Action denied by stack policy: Statement [#2] does not allow [Update:Replace] for resource");
    }

    /** In this rig the successor meets the name of the old one, which shows that it was asked for. */
    @Test
    void replacement_thatThePolicyAllows_isMade() throws Exception {
        updated("Update:Delete", StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(asked.stream().filter("CREATE x"::equals)).hasSize(2);
    }
}
