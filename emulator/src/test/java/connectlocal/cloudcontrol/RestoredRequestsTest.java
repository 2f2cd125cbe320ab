package connectlocal.cloudcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.http.Json;
import connectlocal.provider.ResourceType;
import connectlocal.state.Contents;
import connectlocal.state.Journal;
import connectlocal.state.Keep;
import connectlocal.state.Seal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start writes about the requests of an earlier run: each record costs a wait for the disk. */
class RestoredRequestsTest {
    private static final String SCHEMA =
            "{\"typeName\":\"Test::Shelf::Book\",\"properties\":{\"Id\":{}},\"primaryIdentifier\":[\"/properties/Id\"],"
                    + "\"handlers\":{\"create\":{}}}";

    private static final String FORM = """
            {"TypeName":"Test::Shelf::Book","Accepted":"%s","Operation":"CREATE","Status":"%s",
             "Time":"%s","Identifier":null,"Message":null,"Error":null,"Model":{},
             "ClientToken":"c-%s","Sealed":"%s","Forgotten":%s}""";

    @TempDir
    private Path directory;

    private final InstantSource clock = InstantSource.system();
    private final Contents kept = new Contents();
    private final List<List<Journal.Change>> records = new ArrayList<>();
    private final Seal seal = Seal.passing();
    private ResourceType type;
    private Requests requests;
    private boolean served = true;

    @BeforeEach
    void load() throws Exception {
        type = ResourceType.load(Files.writeString(directory.resolve("type.json"), SCHEMA));
    }

    @AfterEach
    void stop() {
        requests.close();
    }

    private void keep(String token, String status, String accepted, boolean forgotten) throws Exception {
        String standing = """
                {"TypeName":"Test::Shelf::Book","Accepted":"%s","Operation":"CREATE","Status":"%s",
                 "Time":"%s","Identifier":null,"Message":null,"Error":null,"Model":{},
                 "ClientToken":"c-%s","Sealed":"%s","Forgotten":%s}""";
        String sealed = seal.close(new byte[1]);
        JsonNode json = Json.MAPPER.readTree(standing.formatted(accepted, status, accepted, token, sealed, forgotten));
        kept.apply(new Journal.Change(List.of(RequestJournal.PLACE, token), json));
    }

    private void start() {
        var found = new Contents();
        found.restore(kept);
        var journal = new RequestJournal(Keep.in(
                changes -> {
                    records.add(changes);
                    changes.forEach(kept::apply);
                },
                found,
                seal));
        requests = new Requests(1, Duration.ofMillis(50), new Writers(), new ClientTokens(clock), clock, journal);
        requests.restore(journal.read(name -> served ? Optional.of(type) : Optional.empty(), clock));
    }

    @Test
    void start_afterAKill_writesWhatItInterruptedAndForgetsInOneRecord() throws Exception {
        String now = clock.instant().toString();
        keep("ended", "SUCCESS", now, false);
        keep("failed", "FAILED", now, false);
        keep("pending", "PENDING", now, false);
        keep("cancelled", "CANCEL_IN_PROGRESS", now, false);
        keep("by-its-token", "SUCCESS", now, true);
        keep("expired", "SUCCESS", "2020-01-01T00:00:00Z", true);
        keep("expired-too", "SUCCESS", "2020-01-01T00:00:00Z", true);
        start();
        assertThat(records).hasSize(1);
        assertThat(records.get(0))
                .extracting(change -> change.thing().get(1))
                .containsExactlyInAnyOrder("pending", "cancelled", "expired", "expired-too");
        assertThat(kept.at(RequestJournal.PLACE, "pending").get("Status").asText())
                .isEqualTo("FAILED");
        assertThat(kept.at(RequestJournal.PLACE, "cancelled").get("Status").asText())
                .isEqualTo("CANCEL_COMPLETE");
        assertThat(kept.at(RequestJournal.PLACE, "expired")).isNull();
        assertThat(requests.status("pending").status()).isEqualTo(Status.FAILED);
        assertThat(requests.status("ended").status()).isEqualTo(Status.SUCCESS);
    }

    /** A provider that is left out once may be there again; one that is gone leaves nothing for ever. */
    @Test
    void start_withoutATypeThatThereWas_keepsItsRequestsAsLongAsTheHistoryWould() throws Exception {
        String recent = clock.instant().minus(Duration.ofDays(6)).toString();
        String old = clock.instant().minus(Duration.ofDays(8)).toString();
        keep("recent", "SUCCESS", recent, false);
        keep("old", "SUCCESS", old, false);
        keep("old-and-under-way", "PENDING", old, false);
        served = false;
        start();
        assertThat(records).hasSize(1);
        assertThat(kept.at(RequestJournal.PLACE, "old")).isNull();
        assertThat(kept.at(RequestJournal.PLACE, "old-and-under-way")).isNull();
        requests.close();
        served = true;
        start();
        assertThat(requests.status("recent").status()).isEqualTo(Status.SUCCESS);
    }

    @Test
    void start_whereEverythingHadEnded_writesNothing() throws Exception {
        keep("ended", "SUCCESS", clock.instant().toString(), false);
        start();
        assertThat(records).isEmpty();
        assertThat(requests.status("ended").status()).isEqualTo(Status.SUCCESS);
    }
}
