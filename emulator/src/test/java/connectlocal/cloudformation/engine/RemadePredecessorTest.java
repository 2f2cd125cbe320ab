package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import connectlocal.lambda.Invocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What had to go before its successor came is made anew by a rollback, and is another one then. */
class RemadePredecessorTest extends LibraryRig {
    private static final String OLD = template(book("X", "\"Name\":\"old\""), y(""));
    private static final String NEW = template(book("X", "\"Name\":\"new\""), y(",\"Pages\":1"));

    private static String y(String more) {
        return book("Y", "\"Name\":\"y\"" + more, ",\"DependsOn\":\"X\"");
    }

    @Override
    String schema() {
        return super.schema().replace("\"handlers\"", "\"replacementStrategy\":\"delete_then_create\",\"handlers\"");
    }

    private void continued(String... skipped) throws Exception {
        engine.rollbacks().continueRollback("s", Set.of(skipped), Optional.empty());
        await("s", StackStatus.UPDATE_ROLLBACK_COMPLETE);
    }

    private void deleted() throws Exception {
        String id = engine.stacks.find("s").orElseThrow().id;
        engine.stacks().delete("s", Set.of(), false, Optional.empty());
        await(id, StackStatus.DELETE_COMPLETE);
    }

    @Test
    void rollback_thatGoesOnAfterASibling_keepsWhatItHasMadeAnew() throws Exception {
        create(OLD);
        refused.put("UPDATE y", "AccessDenied");
        update(NEW, StackStatus.UPDATE_ROLLBACK_FAILED);
        assertThat(books).containsOnlyKeys("again", "y");
        refused.clear();
        continued();
        assertThat(resource("X").now.physicalId()).isEqualTo("id-again");
        deleted();
        assertThat(books).isEmpty();
    }

    @Test
    void successor_ofWhatIsSkipped_goes() throws Exception {
        create(OLD);
        refusedOnce.put("UPDATE y", "AccessDenied");
        refusedOnce.put("DELETE new", "AccessDenied");
        update(NEW, StackStatus.UPDATE_ROLLBACK_FAILED);
        assertThat(books).containsOnlyKeys("new", "y");
        continued("X");
        assertThat(books).containsOnlyKeys("y");
    }

    /** The second book of that name is another one. */
    @Override
    Invocation invoke(byte[] event, Duration limit) {
        try {
            ObjectNode request = (ObjectNode) Json.MAPPER.readTree(event);
            ObjectNode model = (ObjectNode) request.at("/requestData/resourceProperties");
            boolean creates = request.path("action").asText().equals("CREATE");
            if (creates && model.path("Name").asText().equals("old") && asked.contains("CREATE old")) {
                model.put("Name", "again");
            }
            return super.invoke(Json.bytes(request), limit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
