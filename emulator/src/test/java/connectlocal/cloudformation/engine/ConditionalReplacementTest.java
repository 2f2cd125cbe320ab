package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import connectlocal.lambda.Invocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A handler may say that an update needs a new resource; the stack policy is asked about that as well. */
class ConditionalReplacementTest extends LibraryRig {
    private boolean covered;

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
        assertThat(asked)
                .containsOnlyOnce("CREATE x")
                .as("nothing is to be undone")
                .containsOnlyOnce("UPDATE x");
        assertThat(engine.events().events("s").toString())
                .contains("Action denied by stack policy: Statement [#2] does not allow [Update:Replace] for resource");
    }

    /** In this rig the successor meets the name of the old one, which shows that it was asked for. */
    @Test
    void replacement_thatThePolicyAllows_isMade() throws Exception {
        updated("Update:Delete", StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(asked.stream().filter("CREATE x"::equals)).hasSize(2);
    }

    /** The handler has changed nothing of the old one, so there is nothing of it to change back. */
    @Test
    void rollback_ofAReplacementThatTheHandlerAskedFor_touchesNothing() throws Exception {
        covered = true;
        create(template(book("X", "\"Name\":\"x\"")));
        refusedOnce.put("UPDATE x", "NotUpdatable");
        refused.put("CREATE f", "AccessDenied");
        String f = book("F", "\"Name\":\"f\"", ",\"DependsOn\":\"X\"");
        update(template(book("X", "\"Name\":\"x\",\"Cover\":\"red\""), f), StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(asked).containsOnlyOnce("UPDATE x").contains("CREATE xred", "DELETE xred");
        assertThat(books).containsOnlyKeys("x");
    }

    /** Covers make other books. */
    @Override
    Invocation invoke(byte[] event, Duration limit) {
        try {
            ObjectNode request = (ObjectNode) Json.MAPPER.readTree(event);
            ObjectNode model = (ObjectNode) request.at("/requestData/resourceProperties");
            if (covered && request.path("action").asText().equals("CREATE")) {
                model.put(
                        "Name",
                        model.path("Name").asText() + model.path("Cover").asText());
            }
            return super.invoke(Json.bytes(request), limit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
