package software.amazon.connect.user.entry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.connect.user.HandlerWrapper;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.Rig;
import software.amazon.connect.user.support.Event;
import software.amazon.connect.user.support.Samples;
import software.amazon.connect.user.support.Schema;

/** Whole requests, JSON in and JSON out, through the framework and the schema. */
class UserHandlerWrapperTest {
    private final EntryPoint entry = new EntryPoint();

    /** The framework empties the temporary directory at every request: the machine's must not be it. */
    @BeforeAll
    static void temporaryDirectory_isOurOwn() {
        Path tmp = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        assertThat(tmp).startsWith(Path.of("target").toAbsolutePath()).isDirectory();
    }

    @Test
    void life_ofAUser_throughTheFramework() throws IOException {
        JsonNode created = entry.end(Event.of("CREATE", Event.properties(Samples.full())));
        assertThat(created.at("/status").asText()).as(created.toString()).isEqualTo("SUCCESS");
        ObjectNode model = (ObjectNode) created.get("resourceModel");
        assertThat(model.has("Password")).isFalse();

        ObjectNode identifier = Event.JSON.createObjectNode();
        identifier.set("UserArn", model.get("UserArn"));
        assertThat(entry.answer(Event.of("READ", identifier)).get("resourceModel"))
                .isEqualTo(model);

        ObjectNode desired = model.deepCopy();
        desired.remove("Tags");
        desired.put("Password", Samples.PASSWORD);
        ObjectNode previous = model.deepCopy();
        ObjectNode update = Event.update(previous, desired);
        ((ObjectNode) update.get("requestData")).putObject("stackTags").put("Stack", "new");
        ((ObjectNode) update.get("requestData")).putObject("previousStackTags").put("Stack", "old");
        JsonNode updated = entry.end(update);
        assertThat(updated.at("/status").asText()).as(updated.toString()).isEqualTo("SUCCESS");
        assertThat(entry.rig.fake.only().user().tags()).isEqualTo(Map.of("Stack", "new"));

        assertThat(entry.answer(Event.of("LIST", Event.JSON.createObjectNode())).get("resourceModels"))
                .hasSize(1);
        JsonNode deleted = entry.answer(Event.of("DELETE", identifier));
        assertThat(deleted.at("/status").asText()).isEqualTo("SUCCESS");
        assertThat(deleted.path("resourceModel").isMissingNode()).isTrue();
        assertThat(entry.answer(Event.of("READ", identifier)).at("/errorCode").asText())
                .isEqualTo("NotFound");
    }

    @Test
    void update_rollbackFlag_reachesTheHandler() throws IOException {
        ObjectNode created = (ObjectNode)
                entry.answer(Event.of("CREATE", EntryPoint.plain())).get("resourceModel");
        ObjectNode previous = created.deepCopy().put("Password", "Another-Passw0rd");
        ObjectNode desired = created.deepCopy().put("Password", Samples.PASSWORD);
        assertThat(entry.answer(Event.update(previous, desired))
                        .at("/errorCode")
                        .asText())
                .isEqualTo("NotUpdatable");
        JsonNode rolledBack = entry.end(Event.update(previous, desired).put("rollback", true));
        assertThat(rolledBack.at("/status").asText()).isEqualTo("SUCCESS");
    }

    /** The generated wrapper's own way of taking write-only properties out. */
    private static final class Generated extends HandlerWrapper {
        ResourceModel sanitized(ResourceModel model) throws IOException {
            return sanitizeModel(model);
        }
    }

    private static final class Ours extends UserHandlerWrapper {
        ResourceModel sanitized(ResourceModel model) throws IOException {
            return sanitizeModel(model);
        }
    }

    @Test
    void sanitizeModel_everyProperty_doesWhatTheFrameworkDoes() throws IOException {
        ObjectNode example = Schema.example(Set.of());
        ResourceModel model =
                Rig.parse(example.toString(), new com.fasterxml.jackson.core.type.TypeReference<ResourceModel>() {});
        ResourceModel sanitized = new Ours().sanitized(model);
        assertThat(sanitized).isEqualTo(new Generated().sanitized(model));
        Schema.ROOT.get("writeOnlyProperties").forEach(pointer -> assertThat(Rig.json(sanitized))
                .doesNotContain(pointer.asText().replace("/properties/", "\"") + "\""));
    }
}
