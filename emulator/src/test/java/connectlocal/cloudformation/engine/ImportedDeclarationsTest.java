package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.http.AwsError;
import connectlocal.http.Json;
import connectlocal.provider.PackagedProvider;
import connectlocal.provider.Patience;
import connectlocal.provider.ResourceType;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An import's template is the stack's from then on, also what it says of resources that are not imported. */
class ImportedDeclarationsTest extends LibraryRig {
    private static final String RETAIN = ",\"DeletionPolicy\":\"Retain\"";
    private static final String N = book("N", "\"Name\":\"n\"", RETAIN);

    @Override
    @BeforeEach
    void start() throws Exception {
        super.start();
        books.put("n", Json.MAPPER.createObjectNode().put("Id", "id-n").put("Name", "n"));
    }

    private void imported(String... others) throws Exception {
        var resources = new java.util.ArrayList<>(List.of(others));
        resources.add(N);
        String template = template(resources.toArray(String[]::new));
        importing(StackRequestBuilder.forStack("s", template).build(), "N", "n");
        await("s", StackStatus.IMPORT_COMPLETE);
    }

    private void deleted() throws Exception {
        String id = engine.stacks.find("s").orElseThrow().id;
        engine.stacks().delete("s", Set.of(), false, Optional.empty());
        await(id, StackStatus.DELETE_COMPLETE);
    }

    @Test
    void import_thatRetainsAResourceOfTheStack_retainsIt() throws Exception {
        create(template(book("A", "\"Name\":\"a\"")));
        imported(book("A", "\"Name\":\"a\"", RETAIN));
        deleted();
        assertThat(books).containsOnlyKeys("a", "n");
    }

    @Test
    void import_thatRetainsAResourceOfTheStack_retainsItAfterARestart() throws Exception {
        create(template(book("A", "\"Name\":\"a\"")));
        imported(book("A", "\"Name\":\"a\"", RETAIN));
        killed();
        assertThat(resource("A").now.physicalId()).isEqualTo("id-a");
        deleted();
        assertThat(books).containsOnlyKeys("a", "n");
    }

    @Test
    void import_thatMakesOneResourceDependOnAnother_isDeletedInThatOrder() throws Exception {
        create(template(book("A", "\"Name\":\"a\""), book("B", "\"Name\":\"b\"")));
        imported(book("A", "\"Name\":\"a\"", ",\"DependsOn\":\"B\""), book("B", "\"Name\":\"b\""));
        String id = engine.stacks.find("s").orElseThrow().id;
        deleted();
        var statuses = engine.stacks.find(id).orElseThrow().events.stream()
                .map(event -> event.logicalId() + " " + event.status())
                .toList();
        assertThat(statuses).as("newest first").containsSubsequence("B DELETE_IN_PROGRESS", "A DELETE_COMPLETE");
    }

    @Test
    void import_thatGivesAResourceOfTheStackAnotherType_isRefused() throws Exception {
        String other = schema().replace("Test::Shelf::Book", "Test::Shelf::Map");
        var map = ResourceType.load(Files.writeString(directory.resolve("map.json"), other));
        engine = engine(List.of(
                provider(),
                new PackagedProvider(map, () -> this::invoke, "123456789012", "us-east-1", Patience.standard())));
        create(template(book("A", "\"Name\":\"a\"")));
        String changed = template(book("A", "\"Name\":\"a\"").replace("::Book", "::Map"), N);
        var request = StackRequestBuilder.forStack("s", changed).build();
        assertThatThrownBy(() -> importing(request, "N", "n"))
                .isInstanceOf(AwsError.class)
                .hasMessage("Update of resource type is not permitted. The new template modifies resource type of the"
                        + " following resources: [A]");
    }

    /** The import touches no handler of theirs; the next update does, though the stack's tags are the same. */
    @Test
    void import_underOtherTags_leavesTheOthersAsTheyAre_untilTheNextUpdate() throws Exception {
        String a = book("A", "\"Name\":\"a\"");
        engine.stacks().create(tagged(template(a), "old"));
        await("s", StackStatus.CREATE_COMPLETE);
        importing(tagged(template(a, N), "new"), "N", "n");
        await("s", StackStatus.IMPORT_COMPLETE);
        assertThat(resource("A").now.stackTags()).isEqualTo(Map.of("team", "old"));
        assertThat(tags.get("a")).isEqualTo(Map.of("team", "old"));
        engine.stacks().update(tagged(template(a, N), "new"));
        await("s", StackStatus.UPDATE_COMPLETE);
        assertThat(tags.get("a")).isEqualTo(Map.of("team", "new"));
        assertThatThrownBy(() -> engine.stacks().update(tagged(template(a, N), "new")))
                .hasMessageContaining("No updates");
    }

    private static StackRequest tagged(String template, String team) {
        return StackRequestBuilder.forStack("s", template)
                .tags(Map.of("team", team))
                .build();
    }
}
