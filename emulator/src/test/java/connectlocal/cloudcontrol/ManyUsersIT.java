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
import java.util.concurrent.ScheduledExecutorService;
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
import software.amazon.awssdk.services.connect.model.UserSummary;

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
        emulator = Emulator.start(Options.onFreePort()
                .withProviders(List.of(ConnectProvider.packaged()))
                .withFunctions(functions));
        client = Clients.cloudControl(emulator.endpoint());
    }

    @AfterEach
    void stop() {
        client.close();
        emulator.close();
    }

    @Test
    void users_createdChangedAndDeletedByEightClients_areWhatTheClientsBelieve() throws Exception {
        inParallel(USERS, n -> {
            String user = succeeded(create("load-" + n)).identifier();
            succeeded(rename(user, "Renamed-" + n));
            if (n % 3 == 0) {
                succeeded(Clients.end(
                        client,
                        client.deleteResource(r -> r.typeName(TYPE).identifier(user))
                                .progressEvent()));
            } else {
                believed.put(user, "Renamed-" + n);
            }
        });
        assertThat(believed).hasSize(USERS - USERS / 3);
        assertThat(lastNames()).isEqualTo(new TreeMap<>(believed));
        assertThat(client.listResourcesPaginator(r -> r.typeName(TYPE).maxResults(7)).resourceDescriptions().stream()
                        .map(d -> d.identifier()))
                .containsExactlyInAnyOrderElementsOf(believed.keySet());
    }

    @Test
    void changes_whileProcessesAreKilled_areAllMade() throws Exception {
        List<String> users = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            users.add(succeeded(create("victim-" + i)).identifier());
        }
        var killer = new Killer();
        for (int round = 0; !killer.isDone() && round < 1_000; round++) {
            for (String user : users) {
                succeeded(rename(user, "Round-" + round));
            }
        }
        killer.stop();
        assertThat(killer.killed()).isEqualTo(Killer.TIMES);
        for (String user : users) {
            succeeded(rename(user, "Final"));
        }
        assertThat(lastNames().values()).containsOnly("Final").hasSize(4);
    }

    @Test
    void creations_whileProcessesAreKilled_leaveNobodyBehindUnsaid() throws Exception {
        var unsure = ConcurrentHashMap.<String>newKeySet();
        var next = new AtomicInteger();
        var killer = new Killer();
        inParallel(CLIENTS, client -> {
            while (!killer.isDone() && next.get() < 5_000) {
                String name = "risky-" + next.incrementAndGet();
                ProgressEvent event = create(name);
                if (event.operationStatus() == OperationStatus.SUCCESS) {
                    believed.put(event.identifier(), "Lovelace");
                } else {
                    // Killed between the service's answer and the handler's: the repetition finds the
                    // name taken and says so.
                    assertThat(event.errorCode()).as(event.toString()).isEqualTo(HandlerErrorCode.ALREADY_EXISTS);
                    unsure.add(name);
                }
            }
        });
        killer.stop();
        assertThat(killer.killed()).isEqualTo(Killer.TIMES);
        assertThat(unsure).hasSizeLessThanOrEqualTo(Killer.TIMES);
        try (ConnectClient connect = Clients.connect(emulator.endpoint())) {
            var users = connect.listUsersPaginator(r -> r.instanceId(Users.INSTANCE)).userSummaryList().stream()
                    .toList();
            assertThat(users).extracting(UserSummary::arn).containsAll(believed.keySet());
            assertThat(users.stream().filter(u -> !believed.containsKey(u.arn())))
                    .extracting(UserSummary::username)
                    .containsExactlyInAnyOrderElementsOf(unsure);
        }
    }

    /**
     * Kills a process of the provider in the middle of the work; fewer times than an operation is repeated after
     * crashes, so that every operation must get through.
     */
    private static final class Killer {
        static final int TIMES = 2;
        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        private final AtomicInteger killed = new AtomicInteger();

        Killer() {
            clock.scheduleWithFixedDelay(this::kill, 1, 4, TimeUnit.SECONDS);
        }

        /** Every process that this one has started is a provider's. */
        private void kill() {
            if (!isDone()
                    && ProcessHandle.current()
                            .children()
                            .findAny()
                            .filter(ProcessHandle::destroyForcibly)
                            .isPresent()) {
                killed.incrementAndGet();
            }
        }

        boolean isDone() {
            return killed.get() >= TIMES;
        }

        int killed() {
            return killed.get();
        }

        void stop() throws InterruptedException {
            clock.shutdownNow();
            clock.awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    private interface Work {
        void on(int number) throws Exception;
    }

    private static void inParallel(int times, Work work) throws Exception {
        var clients = Executors.newFixedThreadPool(CLIENTS);
        List<Future<?>> all = IntStream.range(0, times)
                .<Future<?>>mapToObj(n -> clients.submit(() -> {
                    work.on(n);
                    return null;
                }))
                .toList();
        try {
            for (Future<?> one : all) {
                one.get(3, TimeUnit.MINUTES);
            }
        } finally {
            clients.shutdownNow();
        }
    }

    private ProgressEvent create(String username) {
        return Clients.end(
                client,
                client.createResource(r -> r.typeName(TYPE).desiredState(Users.plain(username)))
                        .progressEvent());
    }

    private ProgressEvent rename(String user, String name) {
        String patch = "[{\"op\":\"replace\",\"path\":\"/IdentityInfo/LastName\",\"value\":\"" + name + "\"}]";
        return Clients.end(
                client,
                client.updateResource(r -> r.typeName(TYPE).identifier(user).patchDocument(patch))
                        .progressEvent());
    }

    private static ProgressEvent succeeded(ProgressEvent event) {
        assertThat(event.operationStatus()).as(event.toString()).isEqualTo(OperationStatus.SUCCESS);
        return event;
    }

    /** What the service itself holds, asked without Cloud Control. */
    private Map<String, String> lastNames() {
        try (ConnectClient connect = Clients.connect(emulator.endpoint())) {
            var names = new TreeMap<String, String>();
            connect.listUsersPaginator(r -> r.instanceId(Users.INSTANCE))
                    .userSummaryList()
                    .forEach(u -> names.put(
                            u.arn(),
                            connect.describeUser(
                                            r -> r.instanceId(Users.INSTANCE).userId(u.id()))
                                    .user()
                                    .identityInfo()
                                    .lastName()));
            return names;
        }
    }
}
