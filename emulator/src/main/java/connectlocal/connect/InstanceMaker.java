package connectlocal.connect;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.state.Contents;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Makes instances, so that one of the seed, one of CreateInstance and one that a journal tells of are the same inside:
 * whatever is in them is recorded in the same journal, by the same clock, under the same switches.
 */
final class InstanceMaker {
    private final Behaviours behaviours;
    private final InstantSource clock;
    private final InstanceJournal journal;

    /** @param journal where the changes of the instances go, each under its id */
    InstanceMaker(Behaviours behaviours, InstantSource clock, InstanceJournal journal) {
        this.behaviours = behaviours;
        this.clock = clock;
        this.journal = journal;
    }

    /**
     * An instance with nothing in it.
     *
     * @param userLimit most users, null for what the switch says
     */
    Instance empty(String id, String alias, String type, String directoryId, Integer userLimit, Instant activeAt) {
        Recording recording = new Recording(id, journal);
        return new Instance(
                id,
                alias,
                type,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                activeAt,
                directoryId,
                InstanceAttributes.defaults(recording),
                new Catalog(id, behaviours, clock, recording),
                new UserStore(id, userLimit, behaviours, clock, recording),
                new RecordedMap<>(recording, KeptForm.TAGS, KeptForm::json),
                recording);
    }

    /**
     * An instance with what a journal says was in it.
     *
     * @param about its own settings
     * @param inside what was in it
     */
    Instance restored(String id, JsonNode about, Contents inside) {
        Recording recording = new Recording(id, journal);
        Instance instance = new Instance(
                id,
                about.path("Alias").asText(null),
                about.get("Type").asText(),
                KeptForm.time(about, "Created"),
                KeptForm.time(about, "ActiveAt"),
                about.path("DirectoryId").asText(null),
                InstanceAttributes.defaults(recording),
                new Catalog(id, behaviours, clock, recording),
                new UserStore(id, KeptForm.userLimit(about), behaviours, clock, recording),
                new RecordedMap<>(recording, KeptForm.TAGS, KeptForm::json),
                recording);
        KeptForm.fill(instance, inside);
        return instance;
    }
}
