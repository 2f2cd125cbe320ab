package connectlocal.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveFolderTest {
    @TempDir
    private Path tmp;

    private ArchiveFolder folder;

    @BeforeEach
    void open() {
        folder = new ArchiveFolder(tmp.resolve("archives"));
    }

    @Test
    void publish_whole_isFoundUnderItsNameOnly() throws IOException {
        publish("emulator-a", "classes");
        assertThat(folder.find("emulator-a").orElseThrow()).hasContent("classes");
        assertThat(folder.find("emulator")).isEmpty();
        assertThat(folder.find("emulator-b")).isEmpty();
        assertThat(folder.path()).isDirectoryNotContaining("glob:**part-*");
    }

    @Test
    void find_cutOffLater_isNotTrusted() throws IOException {
        publish("emulator-a", "classes");
        Files.writeString(folder.find("emulator-a").orElseThrow(), "class");
        assertThat(folder.find("emulator-a")).isEmpty();
    }

    @Test
    void find_partOfAnInterruptedAttempt_isNotTrusted() throws IOException {
        Files.writeString(folder.part(), "clas");
        assertThat(folder.find("emulator-a")).isEmpty();
        assertThat(folder.find("part")).isEmpty();
    }

    @Test
    void find_folderMissingOrAFile_none() throws IOException {
        assertThat(folder.find("emulator-a")).isEmpty();
        Files.writeString(folder.path(), "no folder");
        assertThat(folder.find("emulator-a")).isEmpty();
    }

    @Test
    void publish_thereAlready_staysAsItWas() throws IOException {
        publish("emulator-a", "classes");
        publish("emulator-a", "other classes");
        assertThat(folder.find("emulator-a").orElseThrow()).hasContent("classes");
        assertThat(folder.path()).isDirectoryNotContaining("glob:**part-*");
    }

    @Test
    void publish_many_theOldestGo() throws IOException {
        for (int i = 0; i < 8; i++) {
            publish("child-" + i, "classes");
            Files.setLastModifiedTime(folder.find("child-" + i).orElseThrow(), FileTime.fromMillis(1_000L * i));
        }
        publish("child-8", "classes");
        var left = new ArrayList<Integer>();
        for (int i = 0; i < 9; i++) {
            if (folder.find("child-" + i).isPresent()) {
                left.add(i);
            }
        }
        assertThat(left).containsExactly(5, 6, 7, 8);
    }

    @Test
    void giveUpMissing_onlyWhatIsMissing() throws IOException {
        publish("child-a", "classes");
        folder.giveUpMissing(List.of("child-a", "child-b"), ArchiveFolder.LONGEST);
        folder.giveUpMissing(List.of("child-b"), ArchiveFolder.LONGEST);
        assertThat(folder.isGivenUp("child-a")).isFalse();
        assertThat(folder.isGivenUp("child-b")).isTrue();
    }

    /** What was in the way may be so no more: a full disk, a machine that was short of memory. */
    @Test
    void givenUp_overADayAgo_isTriedAgain_andGivenUpAnew() throws IOException {
        publish("child-a", "classes");
        folder.giveUpMissing(List.of("child-b"), ArchiveFolder.LONGEST);
        age("child-b", Duration.ofHours(23));
        assertThat(folder.isGivenUp("child-b")).isTrue();
        age("child-b", Duration.ofHours(25));
        assertThat(folder.isGivenUp("child-b")).isFalse();
        folder.giveUpMissing(List.of("child-b"), ArchiveFolder.LONGEST);
        assertThat(folder.isGivenUp("child-b")).isTrue();
    }

    @Test
    void givenUp_forAnHour_isTriedAgainAfterIt_andNotAtAllAtOnce() throws IOException {
        publish("child-a", "classes");
        folder.giveUpMissing(List.of("child-b"), Duration.ZERO);
        assertThat(folder.path().resolve("child-b.none")).doesNotExist();
        folder.giveUpMissing(List.of("child-b"), Duration.ofHours(1));
        assertThat(folder.isGivenUp("child-b")).isTrue();
        Path note = folder.path().resolve("child-b.none");
        var anHourAgo = Files.getLastModifiedTime(note).toInstant().minus(Duration.ofHours(1));
        Files.setLastModifiedTime(note, FileTime.from(anHourAgo));
        assertThat(folder.isGivenUp("child-b")).isFalse();
    }

    private void age(String name, Duration age) throws IOException {
        Files.setLastModifiedTime(
                folder.path().resolve(name + ".none"),
                FileTime.from(Instant.now().minus(age)));
    }

    private void publish(String name, String content) throws IOException {
        Path part = folder.part();
        Files.writeString(part, content);
        folder.publish(part, name);
    }
}
