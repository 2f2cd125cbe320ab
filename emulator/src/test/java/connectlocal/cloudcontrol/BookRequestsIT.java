package connectlocal.cloudcontrol;

import static connectlocal.shared.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.shared.Admin;
import connectlocal.shared.Shared;
import connectlocal.tiny.BookProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudcontrol.model.ClientTokenConflictException;
import software.amazon.awssdk.services.cloudcontrol.model.CloudControlException;
import software.amazon.awssdk.services.cloudcontrol.model.ConcurrentModificationException;
import software.amazon.awssdk.services.cloudcontrol.model.ConcurrentOperationException;
import software.amazon.awssdk.services.cloudcontrol.model.GeneralServiceException;
import software.amazon.awssdk.services.cloudcontrol.model.InvalidRequestException;
import software.amazon.awssdk.services.cloudcontrol.model.NotUpdatableException;
import software.amazon.awssdk.services.cloudcontrol.model.Operation;
import software.amazon.awssdk.services.cloudcontrol.model.OperationStatus;
import software.amazon.awssdk.services.cloudcontrol.model.ProgressEvent;
import software.amazon.awssdk.services.cloudcontrol.model.RequestTokenNotFoundException;
import software.amazon.awssdk.services.cloudcontrol.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cloudcontrol.model.TypeNotFoundException;
import software.amazon.awssdk.services.cloudcontrol.model.UnsupportedActionException;

/** Requests about books: what is refused at once, tokens, one writer, cancelling, history. */
@ExtendWith(Shared.class)
class BookRequestsIT {
    private static final String TYPE = BookProvider.TYPE;

    private final Books books;

    BookRequestsIT(Books books) {
        this.books = books;
    }

    @Test
    void create_brokenModel_isRefusedAtOnceWithAllViolations() {
        assertThatThrownBy(() ->
                        books.client.createResource(r -> r.typeName(TYPE).desiredState("{\"Foo\":1,\"Secret\":\"x\"}")))
                .isInstanceOfSatisfying(
                        CloudControlException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"))
                .hasMessageContaining("Model validation failed (")
                .hasMessageContaining("#: required key [Shelf] not found")
                .hasMessageContaining("#: required key [Title] not found")
                .hasMessageContaining("#: extraneous key [Foo] is not permitted")
                .hasMessageContaining("#/Secret: expected minLength: 4, actual: 1");
        for (String state : List.of("[]", "\"x\"", "{", "nonsense")) {
            assertThatThrownBy(() ->
                            books.client.createResource(r -> r.typeName(TYPE).desiredState(state)))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("DesiredState");
        }
        assertThatThrownBy(() -> books.begin("readonly", ",\"Id\":\"mine\""))
                .satisfies(Clients::isValidationException)
                .hasMessageContaining("/properties/Id");
    }

    @Test
    void update_guardedProperty_isRefusedNamingItAndChangesNothing() throws Exception {
        books.create("guarded", ",\"Pages\":3,\"Printed\":{\"In\":\"Ulm\",\"By\":\"me\"}");
        assertThatThrownBy(
                        () -> books.update("s|guarded", "[{\"op\":\"replace\",\"path\":\"/Title\",\"value\":\"x\"}]"))
                .isInstanceOf(NotUpdatableException.class)
                .hasMessageContaining("createOnlyProperties [/properties/Title] cannot be updated");
        assertThatThrownBy(() -> books.update("s|guarded", "[{\"op\":\"remove\",\"path\":\"/Printed\"}]"))
                .isInstanceOf(NotUpdatableException.class)
                .hasMessageContaining("/properties/Printed/In");
        assertThatThrownBy(() -> books.update("s|guarded", "[{\"op\":\"replace\",\"path\":\"/Id\",\"value\":\"x\"}]"))
                .satisfies(Clients::isValidationException)
                .hasMessageContaining("readOnlyProperties [/properties/Id]");
        assertThatThrownBy(() -> books.update("s|guarded", "[{\"op\":\"add\",\"path\":\"/Foo\",\"value\":\"x\"}]"))
                .hasMessageContaining("extraneous key [Foo]");
        assertThatThrownBy(() -> books.update("s|guarded", "[{\"op\":\"remove\",\"path\":\"/Words/0\"}]"))
                .satisfies(Clients::isValidationException)
                .hasMessageContaining("operation 0 {\"op\":\"remove\",\"path\":\"/Words/0\"}");
        assertThat(books.provider.asked("UPDATE", "guarded")).isEmpty();
        ProgressEvent sameValue = books.update(
                "s|guarded",
                "[{\"op\":\"add\",\"path\":\"/Title\",\"value\":\"guarded\"},"
                        + "{\"op\":\"replace\",\"path\":\"/Printed/By\",\"value\":\"you\"}]");
        assertThat(sameValue.operationStatus()).isEqualTo(OperationStatus.SUCCESS);
        assertThatThrownBy(() -> books.update("s|nobody", "[]")).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void clientToken_repeated_isOneRequest() throws Exception {
        String state = "{\"Shelf\":\"s\",\"Title\":\"token\",\"Wish\":\"CREATE delay:1\"}";
        var threads = Executors.newFixedThreadPool(8);
        var answers = new ArrayList<Future<String>>();
        for (int i = 0; i < 8; i++) {
            answers.add(threads.submit(() -> books.client
                    .createResource(r -> r.typeName(TYPE).desiredState(state).clientToken("one"))
                    .progressEvent()
                    .requestToken()));
        }
        Set<String> tokens = new TreeSet<>();
        for (var answer : answers) {
            tokens.add(answer.get());
        }
        threads.shutdownNow();
        assertThat(tokens).hasSize(1);
        ProgressEvent ended = Clients.end(
                books.client,
                ProgressEvent.builder()
                        .requestToken(tokens.iterator().next())
                        .operationStatus("PENDING")
                        .build());
        assertThat(ended.operationStatus()).isEqualTo(OperationStatus.SUCCESS);
        ProgressEvent later = books.client
                .createResource(r -> r.typeName(TYPE).desiredState(state).clientToken("one"))
                .progressEvent();
        assertThat(later.operationStatus()).isEqualTo(OperationStatus.SUCCESS);
        assertThatThrownBy(() -> books.client.createResource(
                        r -> r.typeName(TYPE).desiredState(state + " ").clientToken("one")))
                .isInstanceOf(ClientTokenConflictException.class);
        assertThatThrownBy(() -> books.client.deleteResource(
                        r -> r.typeName(TYPE).identifier("s|token").clientToken("one")))
                .isInstanceOf(ClientTokenConflictException.class);
    }

    @Test
    void change_whileAnotherIsUnderWay_isConcurrentOperation() {
        ProgressEvent begun = books.begin("busy", ",\"Wish\":\"CREATE delay:2\"");
        assertThatThrownBy(
                        () -> books.client.deleteResource(r -> r.typeName(TYPE).identifier("s|busy")))
                .isInstanceOf(ConcurrentOperationException.class)
                .hasMessageContaining(begun.requestToken());
        assertThatThrownBy(() -> books.update("{\"Shelf\":\"s\",\"Title\":\"busy\"}", "[]"))
                .isInstanceOf(ConcurrentOperationException.class);
        Clients.end(books.client, begun);
        assertThat(books.delete("s|busy").operationStatus()).isEqualTo(OperationStatus.SUCCESS);
    }

    /** The books are not the emulator's, so a reset leaves them where they are, as it leaves the seed's identifiers. */
    @Test
    void reset_whileAnUpdateReads_refusesItAndAsksNothingMore() throws Exception {
        books.create("read", ",\"Wish\":\"READ pause:1\"");
        var update = CompletableFuture.supplyAsync(
                () -> books.update("s|read", "[{\"op\":\"add\",\"path\":\"/Pages\",\"value\":7}]"));
        until(() -> !books.provider.asked("READ", "read").isEmpty());
        Admin.reset(books.emulator);
        assertThatThrownBy(() -> update.get(30, TimeUnit.SECONDS))
                .hasCauseInstanceOf(GeneralServiceException.class)
                .hasMessageContaining("The emulator was reset while this was under way");
        assertThat(books.provider.asked("READ", "read")).hasSize(1);
        assertThat(books.provider.asked("UPDATE", "read")).isEmpty();
    }

    @Test
    void cancel_underWay_endsWithoutAskingTheHandlerAgain() throws Exception {
        ProgressEvent begun = books.begin("cancelled", ",\"Wish\":\"CREATE delay:60\"");
        ProgressEvent asked = books.client
                .cancelResourceRequest(r -> r.requestToken(begun.requestToken()))
                .progressEvent();
        assertThat(asked.operationStatus()).isIn(OperationStatus.CANCEL_IN_PROGRESS, OperationStatus.CANCEL_COMPLETE);
        ProgressEvent ended = Clients.end(books.client, asked);
        assertThat(ended.operationStatus()).isEqualTo(OperationStatus.CANCEL_COMPLETE);
        int times = books.provider.asked("CREATE", "cancelled").size();
        // It would have been asked again within a second, and this one goes on twice, a second later each time.
        ProgressEvent later = Clients.end(books.client, books.begin("later", ",\"Wish\":\"CREATE delay:2\""));
        assertThat(later.operationStatus()).isEqualTo(OperationStatus.SUCCESS);
        assertThat(books.provider.asked("CREATE", "cancelled")).hasSize(times);
        assertThat(books.client
                        .cancelResourceRequest(r -> r.requestToken(begun.requestToken()))
                        .progressEvent()
                        .operationStatus())
                .isEqualTo(OperationStatus.CANCEL_COMPLETE);
        // Who cancels before the handler was asked at all leaves nothing behind.
        assertThat(books.delete("s|cancelled").operationStatus())
                .isEqualTo(times > 0 ? OperationStatus.SUCCESS : OperationStatus.FAILED);
    }

    @Test
    void cancel_whatIsOverOrUnknown_isRefused() {
        ProgressEvent over = books.create("over", "");
        assertThatThrownBy(() -> books.client.cancelResourceRequest(r -> r.requestToken(over.requestToken())))
                .isInstanceOf(ConcurrentModificationException.class)
                .hasMessageContaining("SUCCESS");
        assertThatThrownBy(() -> books.client.cancelResourceRequest(r -> r.requestToken("unknown")))
                .isInstanceOf(RequestTokenNotFoundException.class);
        assertThatThrownBy(() -> books.client.getResourceRequestStatus(r -> r.requestToken("unknown")))
                .isInstanceOf(RequestTokenNotFoundException.class);
    }

    @Test
    void history_filtersAndPages_showEveryRequestOnce() {
        for (int i = 0; i < 5; i++) {
            books.create("past" + i, "");
        }
        books.delete("s|past0");
        var all = books.client.listResourceRequestsPaginator(r -> r.maxResults(2)).stream()
                .flatMap(p -> p.resourceRequestStatusSummaries().stream())
                .toList();
        assertThat(all).extracting(ProgressEvent::requestToken).doesNotHaveDuplicates();
        assertThat(all).extracting(ProgressEvent::identifier).contains("s|past0", "s|past1", "s|past4");
        var deleted = books.client.listResourceRequests(r -> r.resourceRequestStatusFilter(
                        f -> f.operations(Operation.DELETE).operationStatuses(OperationStatus.SUCCESS))
                .maxResults(100));
        assertThat(deleted.resourceRequestStatusSummaries())
                .isNotEmpty()
                .allMatch(e -> e.operation() == Operation.DELETE && e.operationStatus() == OperationStatus.SUCCESS)
                .anyMatch(e -> e.identifier().equals("s|past0"));
    }

    @Test
    void type_unknownOrWithoutTheHandler_isSaid() {
        assertThatThrownBy(() -> books.client.getResource(
                        r -> r.typeName("Test::Shelf::Nothing").identifier("x")))
                .isInstanceOf(TypeNotFoundException.class)
                .hasMessageContaining("The type 'Test::Shelf::Nothing' cannot be found.");
        String stone = BookProvider.FIXED_TYPE;
        assertThatThrownBy(() -> books.client.listResources(r -> r.typeName(stone)))
                .isInstanceOf(UnsupportedActionException.class);
        assertThatThrownBy(() -> books.client.updateResource(
                        r -> r.typeName(stone).identifier("s|t").patchDocument("[]")))
                .isInstanceOf(UnsupportedActionException.class)
                .hasMessageContaining("does not support UPDATE action");
    }

    @Test
    void input_beyondTheModel_isAValidationErrorThatNamesEveryMember() {
        assertThatThrownBy(() -> books.client.getResource(r -> r.typeName("no").identifier("")))
                .hasMessageContaining("2 validation errors detected")
                .hasMessageContaining("typeName")
                .hasMessageContaining("identifier");
        assertThatThrownBy(
                        () -> books.client.createResource(r -> r.typeName(TYPE).desiredState("x".repeat(262_145))))
                .hasMessageContaining("262144");
        assertThatThrownBy(() -> books.get("only-a-shelf")).satisfies(Clients::isValidationException);
        assertThatThrownBy(() -> books.get("only-a-shelf")).hasMessageContaining("is not valid for identifier");
    }
}
