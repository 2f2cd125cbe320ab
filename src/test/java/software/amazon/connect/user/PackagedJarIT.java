package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.connect.user.support.Event;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.PackagedJar;
import software.amazon.connect.user.support.RestConnect;
import software.amazon.connect.user.support.Samples;

/** The jar that is uploaded, in a process of its own as on Lambda, against a Connect found by endpoint alone. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PackagedJarIT {
    @TempDir
    private Path tmp;

    private RestConnect connect;
    private PackagedJar jar;

    @BeforeEach
    void startProcess() throws IOException {
        connect = new RestConnect();
        jar = new PackagedJar(tmp, Map.of("AWS_ENDPOINT_URL_CONNECT", connect.url()));
    }

    @AfterEach
    void stopProcess() throws InterruptedException {
        jar.close();
        connect.close();
    }

    private ObjectNode succeeded(ObjectNode event) throws IOException {
        JsonNode answer = jar.answer(event);
        while ("IN_PROGRESS".equals(answer.at("/status").asText())) {
            event.set("callbackContext", answer.get("callbackContext"));
            ((ObjectNode) event.get("requestData")).set("resourceProperties", answer.get("resourceModel"));
            answer = jar.answer(event);
        }
        assertThat(answer.at("/status").asText())
                .as(answer + "\n" + jar.logged())
                .isEqualTo("SUCCESS");
        return (ObjectNode) answer.get("resourceModel");
    }

    @Test
    void life_ofAUser_throughThePackagedJar() throws IOException {
        ObjectNode desired = Event.properties(Rig.copy(Samples.full()));
        ObjectNode created = succeeded(Event.of("CREATE", desired));
        assertThat(connect.requests.subList(0, 2))
                .containsExactly(
                        "PUT users/" + FakeConnect.INSTANCE_ID,
                        "POST users/" + FakeConnect.INSTANCE_ID + "/user-1/associate-proficiencies");
        assertThat(connect.requests.subList(2, connect.requests.size()))
                .containsExactlyInAnyOrder(
                        "GET users/" + FakeConnect.INSTANCE_ID + "/user-1",
                        "GET users/" + FakeConnect.INSTANCE_ID + "/user-1/proficiencies");
        assertThat(created.has("Password")).isFalse();
        assertThat(created.at("/VoiceEnhancementConfigs/0/VoiceEnhancementMode").asText())
                .isEqualTo("VOICE_ISOLATION");

        ObjectNode identifier = Event.JSON.createObjectNode();
        identifier.set("UserArn", created.get("UserArn"));
        assertThat(succeeded(Event.of("READ", identifier))).isEqualTo(created);

        ObjectNode changed = created.deepCopy();
        changed.remove(List.of("HierarchyGroupArn", "VoiceEnhancementConfigs", "UserProficiencies"));
        changed.putArray("Tags").addObject().put("Key", "Team").put("Value", "a b&c=d/é");
        ObjectNode updated = succeeded(Event.update(created, changed));
        assertThat(updated).isEqualTo(changed);

        JsonNode listed = jar.answer(Event.of("LIST", Event.JSON.createObjectNode()));
        assertThat(listed.at("/resourceModels/0/UserArn")).isEqualTo(created.get("UserArn"));

        assertThat(succeeded(Event.of("DELETE", identifier))).isNull();
        assertThat(jar.answer(Event.of("DELETE", identifier)).at("/errorCode").asText())
                .isEqualTo("NotFound");
        assertThat(jar.logged())
                .doesNotContain(Samples.PASSWORD)
                .doesNotContain("ResourceModel(")
                .doesNotContain("SLF4J");
    }

    /** What a start leaves to clear away is cleared away by the start. */
    @Test
    void firstRequests_waitForNoCollectionOfTheWholeHeap() throws IOException {
        ObjectNode created = succeeded(Event.of("CREATE", Event.properties(Rig.copy(Samples.full()))));
        ObjectNode identifier = Event.JSON.createObjectNode();
        identifier.set("UserArn", created.get("UserArn"));
        succeeded(Event.of("READ", identifier));
        succeeded(Event.of("DELETE", identifier));
        List<String> whole = jar.collections().stream()
                .filter(line -> line.contains("Pause Full"))
                .toList();
        assertThat(whole).as("collections").isNotEmpty();
        assertThat(whole.get(whole.size() - 1)).contains("System.gc()");
    }

    /** A start has gone the way of every request already, through the framework and the HTTP client. */
    @Test
    void firstRequests_findTheirClassesLoaded() throws IOException {
        ObjectNode created = succeeded(Event.of("CREATE", Event.properties(Rig.copy(Samples.plain()))));
        ObjectNode identifier = Event.JSON.createObjectNode();
        identifier.set("UserArn", created.get("UserArn"));
        succeeded(Event.of("READ", identifier));
        List<String> late = jar.classesOfRequests();
        assertThat(late).isNotEmpty();
        // What keeps connections alive is met by the first that is kept; without all else this would be a hundred.
        assertThat(late.stream()
                        .filter(name -> !name.contains("$$Lambda"))
                        .filter(name ->
                                name.matches("(org[.]apache|software[.]amazon[.]cloudformation|java[.]net)[.].*")))
                .hasSizeLessThan(15);
    }

    @Test
    void read_connectIsNotThere_isNetworkFailure() throws IOException {
        connect.close();
        ObjectNode identifier = Event.JSON.createObjectNode().put("UserArn", FakeConnect.INSTANCE + "/agent/a");
        JsonNode answer = jar.answer(Event.of("READ", identifier));
        assertThat(answer.at("/errorCode").asText()).as(answer.toString()).isEqualTo("NetworkFailure");
    }
}
