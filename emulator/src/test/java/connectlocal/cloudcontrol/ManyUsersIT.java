package connectlocal.cloudcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.Emulator;
import connectlocal.Options;
import connectlocal.lambda.Functions;
import connectlocal.lambda.RuntimeClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudcontrol.CloudControlClient;
import software.amazon.awssdk.services.cloudcontrol.model.HandlerErrorCode;
import software.amazon.awssdk.services.cloudcontrol.model.OperationStatus;
import software.amazon.awssdk.services.cloudcontrol.model.ProgressEvent;
import software.amazon.awssdk.services.connect.ConnectClient;

/** Many clients at once, also while the provider's processes are killed: the service holds what the clients believe. */
class ManyUsersIT {
  private static final String TYPE = ConnectProvider.TYPE;
  private static final int CLIENTS = 8;
  private static final int USERS = 60;
  private Emulator emulator;
  private CloudControlClient client;
  private final Map<String, String> believed = new ConcurrentHashMap<>();

  @BeforeEach
  void start() throws Exception {
    var functions = new Functions.Settings(RuntimeClient.ofThisMachine(), 3, false);
    emulator =
        Emulator.start(Options.onFreePort().withProviders(List.of(ConnectProvider.packaged())).withFunctions(functions));
    client = Clients.cloudControl(emulator.endpoint());
  }

  @AfterEach
  void stop() {
    client.close();
    emulator.close();
  }

  @Test
  void users_createdChangedAndDeletedByEightClients_areWhatTheClientsBelieve() throws Exception {
    inParallel(n -> {
      String user = succeeded(create("load-" + n)).identifier();
      succeeded(rename(user, "Renamed-" + n));
      if (n % 3 == 0) {
        succeeded(Clients.end(client, client.deleteResource(r -> r.typeName(TYPE).identifier(user)).progressEvent()));
      } else {
        believed.put(user, "Renamed-" + n);
      }
    });
    assertThat(believed).hasSize(USERS - USERS / 3);
    assertThat(lastNames()).isEqualTo(new TreeMap<>(believed));
    assertThat(client.listResourcesPaginator(r -> r.typeName(TYPE).maxResults(7)).resourceDescriptions().stream().map(d -> d.identifier()))
        .containsExactlyInAnyOrderElementsOf(believed.keySet());
  }

  @Test
  void changes_whileProcessesAreKilled_areAllMade() throws Exception {
    List<String> users = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      users.add(succeeded(create("victim-" + i)).identifier());
    }
    var killed = new AtomicInteger();
    var killer = Executors.newSingleThreadScheduledExecutor();
    killer.scheduleWithFixedDelay(() -> killed.addAndGet(killOneChild()), 0, 1_500, TimeUnit.MILLISECONDS);
    try {
      for (int round = 0; round < 6; round++) {
        for (String user : users) {
          ProgressEvent event = rename(user, "Round-" + round);
          // Three kills in a row of one operation are given up and said to be so; the next round makes it good.
          assertThat(event.operationStatus() == OperationStatus.SUCCESS || event.errorCode() == HandlerErrorCode.INTERNAL_FAILURE)
              .as(event.toString())
              .isTrue();
        }
      }
    } finally {
      killer.shutdownNow();
      killer.awaitTermination(10, TimeUnit.SECONDS);
    }
    assertThat(killed.get()).isPositive();
    for (String user : users) {
      succeeded(rename(user, "Final"));
    }
    assertThat(lastNames().values()).containsOnly("Final").hasSize(6);
  }

  @Test
  void creations_whileProcessesAreKilled_leaveNobodyBehindUnsaid() throws Exception {
    var killed = new AtomicInteger();
    var killer = Executors.newSingleThreadScheduledExecutor();
    var unsure = ConcurrentHashMap.<String>newKeySet();
    killer.scheduleWithFixedDelay(() -> killed.addAndGet(killOneChild()), 500, 1_000, TimeUnit.MILLISECONDS);
    try {
      inParallel(n -> {
        ProgressEvent event = create("risky-" + n);
        if (event.operationStatus() == OperationStatus.SUCCESS) {
          believed.put(event.identifier(), "Lovelace");
        } else {
          // Killed between the service's answer and the handler's: the repetition finds the name taken and says so.
          assertThat(event.errorCode()).as(event.toString()).isIn(HandlerErrorCode.ALREADY_EXISTS, HandlerErrorCode.INTERNAL_FAILURE);
          unsure.add("risky-" + n);
        }
      });
    } finally {
      killer.shutdownNow();
      killer.awaitTermination(10, TimeUnit.SECONDS);
    }
    assertThat(killed.get()).isPositive();
    assertThat(lastNames()).containsAllEntriesOf(believed);
    try (ConnectClient connect = Clients.connect(emulator.endpoint())) {
      var unexplained =
          connect.listUsersPaginator(r -> r.instanceId(Users.INSTANCE)).userSummaryList().stream()
              .filter(u -> !believed.containsKey(u.arn()) && !unsure.contains(u.username()))
              .toList();
      assertThat(unexplained).isEmpty();
    }
  }

  private interface Work {
    void on(int number) throws Exception;
  }

  private static void inParallel(Work work) throws Exception {
    var clients = Executors.newFixedThreadPool(CLIENTS);
    List<Future<?>> all =
        IntStream.range(0, USERS).<Future<?>>mapToObj(n -> clients.submit(() -> {
          work.on(n);
          return null;
        })).toList();
    try {
      for (Future<?> one : all) {
        one.get(3, TimeUnit.MINUTES);
      }
    } finally {
      clients.shutdownNow();
    }
  }

  /** Every process that this one has started is a provider's. */
  private static int killOneChild() {
    return ProcessHandle.current().children().findFirst().filter(ProcessHandle::destroyForcibly).isPresent() ? 1 : 0;
  }

  private ProgressEvent create(String username) {
    return Clients.end(client, client.createResource(r -> r.typeName(TYPE).desiredState(Users.plain(username))).progressEvent());
  }

  private ProgressEvent rename(String user, String name) {
    String patch = "[{\"op\":\"replace\",\"path\":\"/IdentityInfo/LastName\",\"value\":\"" + name + "\"}]";
    return Clients.end(client, client.updateResource(r -> r.typeName(TYPE).identifier(user).patchDocument(patch)).progressEvent());
  }

  private static ProgressEvent succeeded(ProgressEvent event) {
    assertThat(event.operationStatus()).as(event.toString()).isEqualTo(OperationStatus.SUCCESS);
    return event;
  }

  /** What the service itself holds, asked without Cloud Control. */
  private Map<String, String> lastNames() {
    try (ConnectClient connect = Clients.connect(emulator.endpoint())) {
      var names = new TreeMap<String, String>();
      connect
          .listUsersPaginator(r -> r.instanceId(Users.INSTANCE))
          .userSummaryList()
          .forEach(
              u -> names.put(
                  u.arn(), connect.describeUser(r -> r.instanceId(Users.INSTANCE).userId(u.id())).user().identityInfo().lastName()));
      return names;
    }
  }
}
