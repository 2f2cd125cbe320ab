package connectlocal.cloudcontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.shared.Shared;
import connectlocal.tiny.BookProvider;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudcontrol.model.CloudControlException;
import software.amazon.awssdk.services.cloudcontrol.model.HandlerErrorCode;
import software.amazon.awssdk.services.cloudcontrol.model.HandlerInternalFailureException;
import software.amazon.awssdk.services.cloudcontrol.model.OperationStatus;
import software.amazon.awssdk.services.cloudcontrol.model.ProgressEvent;
import software.amazon.awssdk.services.cloudcontrol.model.ResourceNotFoundException;

/** What becomes of a book: a resource type with a compound identifier, and handlers that misbehave. */
@ExtendWith(Shared.class)
class BookLifecycleIT {
    private static final String TYPE = BookProvider.TYPE;

    private final Books books;

    BookLifecycleIT(Books books) {
        this.books = books;
    }

    @Test
    void lifecycle_compoundIdentifier_isJoinedAndSecretsStayHidden() throws Exception {
        ProgressEvent created = books.create("plain", ",\"Secret\":\"hush\",\"Pages\":3");
        assertThat(created.identifier()).isEqualTo("s|plain");
        assertThat(created.resourceModel()).contains("\"Id\"").doesNotContain("hush");
        assertThat(books.get("s|plain").has("Secret")).isFalse();
        assertThat(books.get("{\"Id\":\"id-s_plain\"}")).isEqualTo(books.get("{\"Title\":\"plain\",\"Shelf\":\"s\"}"));
        ProgressEvent updated = books.update("s|plain", "[{\"op\":\"replace\",\"path\":\"/Pages\",\"value\":4}]");
        assertThat(updated.operationStatus()).isEqualTo(OperationStatus.SUCCESS);
        assertThat(books.get("s|plain").get("Pages").asInt()).isEqualTo(4);
        JsonNode asked = books.provider.asked("UPDATE", "plain").get(0);
        assertThat(asked.at("/requestData/previousResourceProperties/Pages").asInt())
                .isEqualTo(3);
        assertThat(asked.at("/requestData/previousResourceProperties").has("Secret"))
                .isFalse();
        assertThat(books.delete("s|plain").operationStatus()).isEqualTo(OperationStatus.SUCCESS);
        assertThat(books.provider
                        .asked("DELETE", "plain")
                        .get(0)
                        .at("/requestData/resourceProperties")
                        .toString())
                .isEqualTo("{\"Shelf\":\"s\",\"Title\":\"plain\"}");
        assertThatThrownBy(() -> books.get("s|plain"))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("s|plain");
    }

    @Test
    void delete_byAdditionalIdentifier_findsTheResource() {
        books.create("byid", "");
        ProgressEvent deleted = books.delete("{\"Id\":\"id-s_byid\"}");
        assertThat(deleted.operationStatus()).isEqualTo(OperationStatus.SUCCESS);
        assertThat(deleted.identifier()).isEqualTo("s|byid");
        assertThat(books.delete("{\"Id\":\"id-s_byid\"}").errorCode()).isEqualTo(HandlerErrorCode.NOT_FOUND);
    }

    @Test
    void create_withCallbacks_isInProgressMeanwhileAndEnds() throws Exception {
        ProgressEvent begun = books.begin("slow", ",\"Wish\":\"CREATE delay:2\",\"Secret\":\"hush\"");
        assertThat(begun.operationStatus()).isEqualTo(OperationStatus.IN_PROGRESS);
        assertThat(begun.eventTime()).isNotNull();
        ProgressEvent ended = Clients.end(books.client, begun);
        assertThat(ended.operationStatus()).isEqualTo(OperationStatus.SUCCESS);
        assertThat(ended.retryAfter()).isNull();
        List<JsonNode> asked = books.provider.asked("CREATE", "slow");
        assertThat(asked).hasSize(3);
        assertThat(asked.get(2).at("/callbackContext/seen").asInt()).isEqualTo(2);
        assertThat(asked.get(2).at("/requestData/resourceProperties/Secret").asText())
                .isEqualTo("hush");
        assertThat(asked).extracting(r -> r.get("bearerToken").asText()).containsOnly(begun.requestToken());
    }

    @Test
    void create_throttledTwice_succeedsAfterRetries() throws Exception {
        assertThat(books.create("pushed", ",\"Wish\":\"CREATE throttle:2\"").operationStatus())
                .isEqualTo(OperationStatus.SUCCESS);
        assertThat(books.provider.asked("CREATE", "pushed")).hasSize(3);
    }

    @Test
    void create_processDiesOnce_succeedsInTheNextProcess() throws Exception {
        assertThat(books.create("fallen", ",\"Wish\":\"CREATE crash:1\"").operationStatus())
                .isEqualTo(OperationStatus.SUCCESS);
        assertThat(books.provider.asked("CREATE", "fallen")).hasSize(2);
    }

    @Test
    void create_handlerBreaksItsContract_failsWithInternalFailure() {
        for (String wish : List.of("garbage", "anonymous", "crash")) {
            ProgressEvent failed = books.create("bad" + wish, ",\"Wish\":\"CREATE " + wish + "\"");
            assertThat(failed.operationStatus()).isEqualTo(OperationStatus.FAILED);
            assertThat(failed.errorCode()).isEqualTo(HandlerErrorCode.INTERNAL_FAILURE);
            assertThat(failed.statusMessage()).contains("CREATE handler");
            assertThat(failed.identifier()).isEqualTo("s|bad" + wish);
        }
    }

    @Test
    void create_alreadyThere_failsWithoutAnIdentifierToDelete() {
        books.create("twice", "");
        ProgressEvent failed = books.create("twice", "");
        assertThat(failed.errorCode()).isEqualTo(HandlerErrorCode.ALREADY_EXISTS);
        assertThat(failed.statusMessage()).isEqualTo("on the shelf already");
        assertThat(failed.identifier()).isNull();
    }

    @Test
    void get_handlerFails_isAnExceptionOfTheSameCode() {
        books.create("denied", ",\"Wish\":\"READ deny\"");
        assertThatThrownBy(() -> books.get("s|denied"))
                .isInstanceOfSatisfying(
                        CloudControlException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"))
                .hasMessageContaining("not yours");
        books.create("broken", ",\"Wish\":\"READ garbage\"");
        assertThatThrownBy(() -> books.get("s|broken")).isInstanceOf(HandlerInternalFailureException.class);
    }

    @Test
    void list_pagesOfThree_followMaxResultsAndTheFilter() {
        for (int i = 0; i < 8; i++) {
            books.create("shelf-a", "b" + i, "");
            books.create("shelf-b", "b" + i, "");
        }
        var ofShelf = books.client.listResourcesPaginator(
                r -> r.typeName(TYPE).maxResults(2).resourceModel("{\"Shelf\":\"shelf-a\"}"));
        assertThat(ofShelf.stream().map(p -> p.resourceDescriptions().size()).toList())
                .containsExactly(2, 2, 2, 2);
        assertThat(ofShelf.resourceDescriptions().stream()
                        .map(d -> d.identifier())
                        .toList())
                .hasSize(8)
                .allMatch(id -> id.startsWith("shelf-a|"));
        assertThat(books.client.listResourcesPaginator(r -> r.typeName(TYPE)).resourceDescriptions().stream()
                        .map(d -> d.identifier()))
                .contains("shelf-a|b0", "shelf-b|b7");
        assertThat(books.client
                        .listResources(r -> r.typeName(TYPE).resourceModel("{\"Shelf\":\"none\"}"))
                        .resourceDescriptions())
                .isEmpty();
    }

    @Test
    void waiter_ofTheSdk_seesSuccess() {
        ProgressEvent begun = books.begin("waited", "");
        var answer = books.client.waiter().waitUntilResourceRequestSuccess(r -> r.requestToken(begun.requestToken()));
        assertThat(answer.matched().response().get().progressEvent().identifier())
                .isEqualTo("s|waited");
    }
}
