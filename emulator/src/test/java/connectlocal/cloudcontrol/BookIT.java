package connectlocal.cloudcontrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.Emulator;
import connectlocal.Options;
import connectlocal.http.Json;
import connectlocal.tiny.BookProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudcontrol.CloudControlClient;
import software.amazon.awssdk.services.cloudcontrol.model.ClientTokenConflictException;
import software.amazon.awssdk.services.cloudcontrol.model.CloudControlException;
import software.amazon.awssdk.services.cloudcontrol.model.ConcurrentModificationException;
import software.amazon.awssdk.services.cloudcontrol.model.ConcurrentOperationException;
import software.amazon.awssdk.services.cloudcontrol.model.HandlerErrorCode;
import software.amazon.awssdk.services.cloudcontrol.model.HandlerInternalFailureException;
import software.amazon.awssdk.services.cloudcontrol.model.InvalidRequestException;
import software.amazon.awssdk.services.cloudcontrol.model.NotUpdatableException;
import software.amazon.awssdk.services.cloudcontrol.model.Operation;
import software.amazon.awssdk.services.cloudcontrol.model.OperationStatus;
import software.amazon.awssdk.services.cloudcontrol.model.ProgressEvent;
import software.amazon.awssdk.services.cloudcontrol.model.RequestTokenNotFoundException;
import software.amazon.awssdk.services.cloudcontrol.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cloudcontrol.model.TypeNotFoundException;
import software.amazon.awssdk.services.cloudcontrol.model.UnsupportedActionException;

/** A resource type that has nothing to do with Connect, in its own process, with the real SDK. */
class BookIT {
  private static final String TYPE = BookProvider.TYPE;
  @TempDir private static Path directory;
  private static BookProvider provider;
  private static Emulator emulator;
  private static CloudControlClient client;

  @BeforeAll
  static void start() throws Exception {
    provider = new BookProvider(directory);
    emulator = Emulator.start(Options.onFreePort().withProviders(List.of(provider.books(), provider.stones())));
    client = Clients.cloudControl(emulator.endpoint());
  }

  @AfterAll
  static void stop() {
    client.close();
    emulator.close();
  }

  @Test
  void lifecycle_compoundIdentifier_isJoinedAndSecretsStayHidden() throws Exception {
    ProgressEvent created = create("plain", ",\"Secret\":\"hush\",\"Pages\":3");
    assertThat(created.identifier()).isEqualTo("s|plain");
    assertThat(created.resourceModel()).contains("\"Id\"").doesNotContain("hush");
    assertThat(get("s|plain").has("Secret")).isFalse();
    assertThat(get("{\"Id\":\"id-s_plain\"}")).isEqualTo(get("{\"Title\":\"plain\",\"Shelf\":\"s\"}"));
    ProgressEvent updated = update("s|plain", "[{\"op\":\"replace\",\"path\":\"/Pages\",\"value\":4}]");
    assertThat(updated.operationStatus()).isEqualTo(OperationStatus.SUCCESS);
    assertThat(get("s|plain").get("Pages").asInt()).isEqualTo(4);
    JsonNode asked = provider.asked("UPDATE", "plain").get(0);
    assertThat(asked.at("/requestData/previousResourceProperties/Pages").asInt()).isEqualTo(3);
    assertThat(asked.at("/requestData/previousResourceProperties").has("Secret")).isFalse();
    assertThat(delete("s|plain").operationStatus()).isEqualTo(OperationStatus.SUCCESS);
    assertThat(provider.asked("DELETE", "plain").get(0).at("/requestData/resourceProperties").toString())
        .isEqualTo("{\"Shelf\":\"s\",\"Title\":\"plain\"}");
    assertThatThrownBy(() -> get("s|plain")).isInstanceOf(ResourceNotFoundException.class).hasMessageContaining("s|plain");
  }

  @Test
  void delete_byAdditionalIdentifier_findsTheResource() {
    create("byid", "");
    ProgressEvent deleted = delete("{\"Id\":\"id-s_byid\"}");
    assertThat(deleted.operationStatus()).isEqualTo(OperationStatus.SUCCESS);
    assertThat(deleted.identifier()).isEqualTo("s|byid");
    assertThat(delete("{\"Id\":\"id-s_byid\"}").errorCode()).isEqualTo(HandlerErrorCode.NOT_FOUND);
  }

  @Test
  void create_withCallbacks_isInProgressMeanwhileAndEnds() throws Exception {
    ProgressEvent begun = begin("slow", ",\"Wish\":\"CREATE delay:2\",\"Secret\":\"hush\"");
    assertThat(begun.operationStatus()).isEqualTo(OperationStatus.IN_PROGRESS);
    assertThat(begun.eventTime()).isNotNull();
    ProgressEvent ended = Clients.end(client, begun);
    assertThat(ended.operationStatus()).isEqualTo(OperationStatus.SUCCESS);
    assertThat(ended.retryAfter()).isNull();
    List<JsonNode> asked = provider.asked("CREATE", "slow");
    assertThat(asked).hasSize(3);
    assertThat(asked.get(2).at("/callbackContext/seen").asInt()).isEqualTo(2);
    assertThat(asked.get(2).at("/requestData/resourceProperties/Secret").asText()).isEqualTo("hush");
    assertThat(asked).extracting(r -> r.get("bearerToken").asText()).containsOnly(begun.requestToken());
  }

  @Test
  void create_throttledTwice_succeedsAfterRetries() throws Exception {
    assertThat(create("pushed", ",\"Wish\":\"CREATE throttle:2\"").operationStatus()).isEqualTo(OperationStatus.SUCCESS);
    assertThat(provider.asked("CREATE", "pushed")).hasSize(3);
  }

  @Test
  void create_processDiesOnce_succeedsInTheNextProcess() throws Exception {
    assertThat(create("fallen", ",\"Wish\":\"CREATE crash:1\"").operationStatus()).isEqualTo(OperationStatus.SUCCESS);
    assertThat(provider.asked("CREATE", "fallen")).hasSize(2);
  }

  @Test
  void create_handlerBreaksItsContract_failsWithInternalFailure() {
    for (String wish : List.of("garbage", "anonymous", "crash")) {
      ProgressEvent failed = create("bad" + wish, ",\"Wish\":\"CREATE " + wish + "\"");
      assertThat(failed.operationStatus()).isEqualTo(OperationStatus.FAILED);
      assertThat(failed.errorCode()).isEqualTo(HandlerErrorCode.INTERNAL_FAILURE);
      assertThat(failed.statusMessage()).contains("CREATE handler");
      assertThat(failed.identifier()).isEqualTo("s|bad" + wish);
    }
  }

  @Test
  void create_alreadyThere_failsWithoutAnIdentifierToDelete() {
    create("twice", "");
    ProgressEvent failed = create("twice", "");
    assertThat(failed.errorCode()).isEqualTo(HandlerErrorCode.ALREADY_EXISTS);
    assertThat(failed.statusMessage()).isEqualTo("on the shelf already");
    assertThat(failed.identifier()).isNull();
  }

  @Test
  void get_handlerFails_isAnExceptionOfTheSameCode() {
    create("denied", ",\"Wish\":\"READ deny\"");
    assertThatThrownBy(() -> get("s|denied"))
        .isInstanceOfSatisfying(
            CloudControlException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"))
        .hasMessageContaining("not yours");
    create("broken", ",\"Wish\":\"READ garbage\"");
    assertThatThrownBy(() -> get("s|broken")).isInstanceOf(HandlerInternalFailureException.class);
  }

  @Test
  void create_brokenModel_isRefusedAtOnceWithAllViolations() {
    assertThatThrownBy(() -> client.createResource(r -> r.typeName(TYPE).desiredState("{\"Foo\":1,\"Secret\":\"x\"}")))
        .isInstanceOfSatisfying(
            CloudControlException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"))
        .hasMessageContaining("Model validation failed (")
        .hasMessageContaining("#: required key [Shelf] not found")
        .hasMessageContaining("#: required key [Title] not found")
        .hasMessageContaining("#: extraneous key [Foo] is not permitted")
        .hasMessageContaining("#/Secret: expected minLength: 4, actual: 1");
    for (String state : List.of("[]", "\"x\"", "{", "nonsense")) {
      assertThatThrownBy(() -> client.createResource(r -> r.typeName(TYPE).desiredState(state)))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageContaining("DesiredState");
    }
    assertThatThrownBy(() -> begin("readonly", ",\"Id\":\"mine\""))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("/properties/Id");
  }

  @Test
  void update_guardedProperty_isRefusedNamingItAndChangesNothing() throws Exception {
    create("guarded", ",\"Pages\":3,\"Printed\":{\"In\":\"Ulm\",\"By\":\"me\"}");
    assertThatThrownBy(() -> update("s|guarded", "[{\"op\":\"replace\",\"path\":\"/Title\",\"value\":\"x\"}]"))
        .isInstanceOf(NotUpdatableException.class)
        .hasMessageContaining("createOnlyProperties [/properties/Title] cannot be updated");
    assertThatThrownBy(() -> update("s|guarded", "[{\"op\":\"remove\",\"path\":\"/Printed\"}]"))
        .isInstanceOf(NotUpdatableException.class)
        .hasMessageContaining("/properties/Printed/In");
    assertThatThrownBy(() -> update("s|guarded", "[{\"op\":\"replace\",\"path\":\"/Id\",\"value\":\"x\"}]"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("readOnlyProperties [/properties/Id]");
    assertThatThrownBy(() -> update("s|guarded", "[{\"op\":\"add\",\"path\":\"/Foo\",\"value\":\"x\"}]"))
        .hasMessageContaining("extraneous key [Foo]");
    assertThatThrownBy(() -> update("s|guarded", "[{\"op\":\"remove\",\"path\":\"/Words/0\"}]"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("operation 0 {\"op\":\"remove\",\"path\":\"/Words/0\"}");
    assertThat(provider.asked("UPDATE", "guarded")).isEmpty();
    ProgressEvent sameValue = update(
        "s|guarded",
        "[{\"op\":\"add\",\"path\":\"/Title\",\"value\":\"guarded\"},{\"op\":\"replace\",\"path\":\"/Printed/By\",\"value\":\"you\"}]");
    assertThat(sameValue.operationStatus()).isEqualTo(OperationStatus.SUCCESS);
    assertThatThrownBy(() -> update("s|nobody", "[]")).isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void clientToken_repeated_isOneRequest() throws Exception {
    String state = "{\"Shelf\":\"s\",\"Title\":\"token\",\"Wish\":\"CREATE delay:1\"}";
    var threads = Executors.newFixedThreadPool(8);
    var answers = new ArrayList<Future<String>>();
    for (int i = 0; i < 8; i++) {
      answers.add(
          threads.submit(
              () ->
                  client
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
    ProgressEvent ended = Clients.end(client, ProgressEvent.builder().requestToken(tokens.iterator().next()).operationStatus("PENDING").build());
    assertThat(ended.operationStatus()).isEqualTo(OperationStatus.SUCCESS);
    ProgressEvent later = client.createResource(r -> r.typeName(TYPE).desiredState(state).clientToken("one")).progressEvent();
    assertThat(later.operationStatus()).isEqualTo(OperationStatus.SUCCESS);
    assertThatThrownBy(
            () -> client.createResource(r -> r.typeName(TYPE).desiredState(state + " ").clientToken("one")))
        .isInstanceOf(ClientTokenConflictException.class);
    assertThatThrownBy(() -> client.deleteResource(r -> r.typeName(TYPE).identifier("s|token").clientToken("one")))
        .isInstanceOf(ClientTokenConflictException.class);
  }

  @Test
  void change_whileAnotherIsUnderWay_isConcurrentOperation() {
    ProgressEvent begun = begin("busy", ",\"Wish\":\"CREATE delay:2\"");
    assertThatThrownBy(() -> client.deleteResource(r -> r.typeName(TYPE).identifier("s|busy")))
        .isInstanceOf(ConcurrentOperationException.class)
        .hasMessageContaining(begun.requestToken());
    assertThatThrownBy(() -> update("{\"Shelf\":\"s\",\"Title\":\"busy\"}", "[]"))
        .isInstanceOf(ConcurrentOperationException.class);
    Clients.end(client, begun);
    assertThat(delete("s|busy").operationStatus()).isEqualTo(OperationStatus.SUCCESS);
  }

  @Test
  void cancel_underWay_endsWithoutAskingTheHandlerAgain() throws Exception {
    ProgressEvent begun = begin("cancelled", ",\"Wish\":\"CREATE delay:60\"");
    ProgressEvent asked = client.cancelResourceRequest(r -> r.requestToken(begun.requestToken())).progressEvent();
    assertThat(asked.operationStatus()).isIn(OperationStatus.CANCEL_IN_PROGRESS, OperationStatus.CANCEL_COMPLETE);
    ProgressEvent ended = Clients.end(client, asked);
    assertThat(ended.operationStatus()).isEqualTo(OperationStatus.CANCEL_COMPLETE);
    int times = provider.asked("CREATE", "cancelled").size();
    Thread.sleep(2_500);
    assertThat(provider.asked("CREATE", "cancelled")).hasSize(times);
    assertThat(client.cancelResourceRequest(r -> r.requestToken(begun.requestToken())).progressEvent().operationStatus())
        .isEqualTo(OperationStatus.CANCEL_COMPLETE);
    assertThat(delete("s|cancelled").operationStatus()).isEqualTo(OperationStatus.SUCCESS);
  }

  @Test
  void cancel_whatIsOverOrUnknown_isRefused() {
    ProgressEvent over = create("over", "");
    assertThatThrownBy(() -> client.cancelResourceRequest(r -> r.requestToken(over.requestToken())))
        .isInstanceOf(ConcurrentModificationException.class)
        .hasMessageContaining("SUCCESS");
    assertThatThrownBy(() -> client.cancelResourceRequest(r -> r.requestToken("unknown")))
        .isInstanceOf(RequestTokenNotFoundException.class);
    assertThatThrownBy(() -> client.getResourceRequestStatus(r -> r.requestToken("unknown")))
        .isInstanceOf(RequestTokenNotFoundException.class);
  }

  @Test
  void history_filtersAndPages_showEveryRequestOnce() {
    for (int i = 0; i < 5; i++) {
      create("past" + i, "");
    }
    delete("s|past0");
    var all = client.listResourceRequestsPaginator(r -> r.maxResults(2)).stream()
        .flatMap(p -> p.resourceRequestStatusSummaries().stream())
        .toList();
    assertThat(all).extracting(ProgressEvent::requestToken).doesNotHaveDuplicates();
    assertThat(all).extracting(ProgressEvent::identifier).contains("s|past0", "s|past1", "s|past4");
    var deleted = client.listResourceRequests(
        r -> r.resourceRequestStatusFilter(f -> f.operations(Operation.DELETE).operationStatuses(OperationStatus.SUCCESS)).maxResults(100));
    assertThat(deleted.resourceRequestStatusSummaries())
        .isNotEmpty()
        .allMatch(e -> e.operation() == Operation.DELETE && e.operationStatus() == OperationStatus.SUCCESS)
        .anyMatch(e -> e.identifier().equals("s|past0"));
  }

  @Test
  void list_pagesOfThree_followMaxResultsAndTheFilter() {
    for (int i = 0; i < 8; i++) {
      make("shelf-a", "b" + i);
      make("shelf-b", "b" + i);
    }
    var ofShelf = client.listResourcesPaginator(
        r -> r.typeName(TYPE).maxResults(2).resourceModel("{\"Shelf\":\"shelf-a\"}"));
    assertThat(ofShelf.stream().map(p -> p.resourceDescriptions().size()).toList()).containsExactly(2, 2, 2, 2);
    assertThat(ofShelf.resourceDescriptions().stream().map(d -> d.identifier()).toList())
        .hasSize(8)
        .allMatch(id -> id.startsWith("shelf-a|"));
    assertThat(client.listResourcesPaginator(r -> r.typeName(TYPE)).resourceDescriptions().stream().map(d -> d.identifier()))
        .contains("shelf-a|b0", "shelf-b|b7");
    assertThat(client.listResources(r -> r.typeName(TYPE).resourceModel("{\"Shelf\":\"none\"}")).resourceDescriptions())
        .isEmpty();
  }

  @Test
  void type_unknownOrWithoutTheHandler_isSaid() {
    assertThatThrownBy(() -> client.getResource(r -> r.typeName("Test::Shelf::Nothing").identifier("x")))
        .isInstanceOf(TypeNotFoundException.class)
        .hasMessageContaining("The type 'Test::Shelf::Nothing' cannot be found.");
    String stone = BookProvider.FIXED_TYPE;
    assertThatThrownBy(() -> client.listResources(r -> r.typeName(stone))).isInstanceOf(UnsupportedActionException.class);
    assertThatThrownBy(() -> client.updateResource(r -> r.typeName(stone).identifier("s|t").patchDocument("[]")))
        .isInstanceOf(UnsupportedActionException.class)
        .hasMessageContaining("does not support UPDATE action");
  }

  @Test
  void input_beyondTheModel_isAValidationErrorThatNamesEveryMember() {
    assertThatThrownBy(() -> client.getResource(r -> r.typeName("no").identifier("")))
        .hasMessageContaining("2 validation errors detected")
        .hasMessageContaining("typeName")
        .hasMessageContaining("identifier");
    assertThatThrownBy(() -> client.createResource(r -> r.typeName(TYPE).desiredState("x".repeat(262_145))))
        .hasMessageContaining("262144");
    assertThatThrownBy(() -> get("only-a-shelf")).hasMessageContaining("is not valid for identifier");
  }

  @Test
  void waiter_ofTheSdk_seesSuccess() {
    ProgressEvent begun = begin("waited", "");
    var answer = client.waiter().waitUntilResourceRequestSuccess(r -> r.requestToken(begun.requestToken()));
    assertThat(answer.matched().response().get().progressEvent().identifier()).isEqualTo("s|waited");
  }

  private static void make(String shelf, String title) {
    String state = "{\"Shelf\":\"%s\",\"Title\":\"%s\"}".formatted(shelf, title);
    Clients.end(client, client.createResource(r -> r.typeName(TYPE).desiredState(state)).progressEvent());
  }

  private static ProgressEvent begin(String title, String more) {
    String state = "{\"Shelf\":\"s\",\"Title\":\"%s\"%s}".formatted(title, more);
    return client.createResource(r -> r.typeName(TYPE).desiredState(state)).progressEvent();
  }

  private static ProgressEvent create(String title, String more) {
    return Clients.end(client, begin(title, more));
  }

  private static ProgressEvent update(String identifier, String patch) {
    return Clients.end(
        client, client.updateResource(r -> r.typeName(TYPE).identifier(identifier).patchDocument(patch)).progressEvent());
  }

  private static ProgressEvent delete(String identifier) {
    return Clients.end(client, client.deleteResource(r -> r.typeName(TYPE).identifier(identifier)).progressEvent());
  }

  private static JsonNode get(String identifier) throws Exception {
    return Json.MAPPER.readTree(
        client.getResource(r -> r.typeName(TYPE).identifier(identifier)).resourceDescription().properties());
  }
}
