package connectlocal.cloudcontrol;

import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.shared.PackagedEmulator;
import connectlocal.shared.Shared;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudcontrol.CloudControlClient;
import software.amazon.awssdk.services.cloudcontrol.model.HandlerErrorCode;
import software.amazon.awssdk.services.cloudcontrol.model.OperationStatus;
import software.amazon.awssdk.services.cloudcontrol.model.ProgressEvent;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.UserSummary;

/** Many clients at once, also while the provider's processes are killed: the service holds what the clients believe. */
@ExtendWith(Shared.class)
class ManyUsersIT {
    private static final String TYPE = Users.TYPE;
    private static final int CLIENTS = 8;
    private static final int USERS = 60;
    private final PackagedEmulator emulator;
    private final CloudControlClient client;
    private final Map<String, String> believed = new ConcurrentHashMap<>();

    ManyUsersIT(PackagedEmulator emulator) {
        this.emulator = emulator;
        this.client = emulator.cloudControl();
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
        inParallel(users.size(), n -> {
            for (int round = 0; !killer.isDone() && round < 1_000; round++) {
                succeeded(rename(users.get(n), "Round-" + round));
                killer.saw();
            }
        });
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
                killer.saw();
            }
        });
        assertThat(killer.killed()).isEqualTo(Killer.TIMES);
        assertThat(unsure).hasSizeLessThanOrEqualTo(Killer.TIMES);
        var users = emulator.connect().listUsersPaginator(r -> r.instanceId(Users.INSTANCE)).userSummaryList().stream()
                .toList();
        assertThat(users).extracting(UserSummary::arn).containsAll(believed.keySet());
        assertThat(users.stream().filter(u -> !believed.containsKey(u.arn())))
                .extracting(UserSummary::username)
                .containsExactlyInAnyOrderElementsOf(unsure);
    }

    /**
     * Kills a process of the provider while all of them are at work, for more clients wait than there are processes;
     * fewer times than an operation is repeated after crashes, so that every operation must get through.
     */
    private final class Killer {
        static final int TIMES = 2;
        /** So many requests come to their end before the first process is killed, and again before the second. */
        private static final int EVERY = 3 * PackagedEmulator.PROCESSES;

        private int seen;
        private int killed;

        /** To be told of every request that is over. */
        synchronized void saw() {
            seen++;
            if (!isDone() && seen >= EVERY * (killed + 1)) {
                List<ProcessHandle> processes = emulator.processes();
                assertThat(processes).isNotEmpty();
                if (processes.get(seen % processes.size()).destroyForcibly()) {
                    killed++;
                }
            }
        }

        synchronized boolean isDone() {
            return killed >= TIMES;
        }

        synchronized int killed() {
            return killed;
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
        ConnectClient connect = emulator.connect();
        var names = new TreeMap<String, String>();
        connect.listUsersPaginator(r -> r.instanceId(Users.INSTANCE))
                .userSummaryList()
                .forEach(u -> names.put(
                        u.arn(),
                        connect.describeUser(r -> r.instanceId(Users.INSTANCE).userId(u.id()))
                                .user()
                                .identityInfo()
                                .lastName()));
        return names;
    }
}
