package connectlocal.connect;

import static connectlocal.connect.Connect.DEMO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.http.AwsError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many clients at once: uniqueness, limits and single changes hold whoever comes first. */
@Documented("API model: each operation succeeds or is refused as a whole")
@Timeout(60)
class ConcurrencyTest {
    private static final int CLIENTS = 8;

    private <T> List<T> together(Callable<T> work) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : clients.invokeAll(Collections.nCopies(CLIENTS, work), 50, TimeUnit.SECONDS)) {
                results.add(future.get());
            }
            return results;
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void createUser_sameNamesFromAllClients_eachNameExistsOnce() throws Exception {
        Connect connect = Connect.with("users-per-instance", "5000");
        List<Integer> created = together(() -> {
            int mine = 0;
            for (int i = 0; i < 500; i++) {
                try {
                    connect.create("user" + i);
                    mine++;
                } catch (AwsError e) {
                    assertThat(e.code()).isEqualTo("DuplicateResourceException");
                }
            }
            return mine;
        });
        assertThat(created.stream().mapToInt(Integer::intValue).sum()).isEqualTo(500);
        JsonNode list = connect.call("ListUsers", "InstanceId", DEMO, "MaxResults", 1000)
                .get("UserSummaryList");
        Set<String> expected =
                new TreeSet<>(IntStream.range(0, 500).mapToObj(i -> "user" + i).toList());
        assertThat(new TreeSet<>(Connect.each(list, "Username"))).isEqualTo(expected);
        assertThat(list).hasSize(500);
    }

    @Test
    void createUser_beyondTheLimitFromAllClients_neverExceedsIt() throws Exception {
        Connect connect = Connect.with("users-per-instance", "20");
        List<Integer> refused = together(() -> {
            int mine = 0;
            for (int i = 0; i < 10; i++) {
                try {
                    connect.create("user-" + Thread.currentThread().getId() + "-" + i);
                } catch (AwsError e) {
                    mine++;
                }
            }
            return mine;
        });
        assertThat(refused.stream().mapToInt(Integer::intValue).sum()).isEqualTo(CLIENTS * 10 - 20);
    }

    @Test
    void deleteRoutingProfile_whileUsersAreMadeWithIt_leavesNoUserWithoutProfile() throws Exception {
        Connect connect = Connect.with("users-per-instance", "100000", "routing-profiles-per-instance", "1000");
        String queue = connect.call("ListQueues", "InstanceId", DEMO)
                .get("QueueSummaryList")
                .get(0)
                .get("Id")
                .asText();
        for (int round = 0; round < 50; round++) {
            String name = "r" + round;
            Map<String, Object> voice = Map.of("Channel", "VOICE", "Concurrency", 1);
            String profile = connect.call(
                            "CreateRoutingProfile",
                            "InstanceId",
                            DEMO,
                            "Name",
                            name,
                            "Description",
                            "d",
                            "DefaultOutboundQueueId",
                            queue,
                            "MediaConcurrencies",
                            List.of(voice))
                    .get("RoutingProfileId")
                    .asText();
            var turn = new AtomicInteger();
            List<Boolean> done = together(() -> {
                int me = turn.getAndIncrement();
                try {
                    if (me % 2 == 0) {
                        connect.create(name + "-" + me, "RoutingProfileId", profile);
                    } else {
                        connect.call("DeleteRoutingProfile", "InstanceId", DEMO, "RoutingProfileId", profile);
                    }
                    return me % 2 == 0;
                } catch (AwsError e) {
                    assertThat(e.code()).isIn("ResourceInUseException", "ResourceNotFoundException");
                    return false;
                }
            });
            JsonNode profiles = connect.call("ListRoutingProfiles", "InstanceId", DEMO, "MaxResults", 1000)
                    .get("RoutingProfileSummaryList");
            assertThat(Connect.each(profiles, "Id").contains(profile)).isEqualTo(done.contains(true));
        }
    }

    @Test
    void createUser_whileItsProfileIsBeingDeleted_waitsAndIsRefused() throws Exception {
        Connect connect = Connect.with();
        Instance instance = connect.state.instance(DEMO);
        var refusal = new AtomicReference<AwsError>();
        Thread late = new Thread(
                () -> refusal.set(connect.refusedUser("late", "RoutingProfileId", Connect.OTHER_ROUTING)), "late");
        synchronized (instance.catalog()) {
            late.start();
            while (late.getState() != Thread.State.BLOCKED && late.isAlive()) {
                Thread.onSpinWait();
            }
            connect.call("DeleteRoutingProfile", "InstanceId", DEMO, "RoutingProfileId", Connect.OTHER_ROUTING);
        }
        late.join();
        assertThat(refusal.get().code()).isEqualTo("ResourceNotFoundException");
    }

    @Test
    void tagResource_fromAllClients_losesNone() throws Exception {
        Connect connect = Connect.with();
        String id = connect.create("ada");
        String arn = Connect.INSTANCE_ARN + "/agent/" + id;
        together(() -> {
            for (int i = 0; i < 6; i++) {
                String key = Thread.currentThread().getId() + "-" + i;
                connect.call("TagResource", "resourceArn", arn, "tags", Map.of(key, "v"));
            }
            return null;
        });
        assertThat(connect.describe(id).get("Tags")).hasSize(CLIENTS * 6);
    }

    /** Whoever gives a user a proficiency looks at the values with the catalog's monitor held. */
    @Test
    void predefinedAttribute_isChangedOnlyWhileNobodyLooksAtTheCatalog() throws Exception {
        Connect connect = Connect.with();
        connect.call(
                "CreatePredefinedAttribute",
                "InstanceId",
                Connect.DEMO,
                "Name",
                "Held",
                "Values",
                java.util.Map.of("StringList", List.of("a")));
        var change = new Thread(() -> connect.call(
                "UpdatePredefinedAttribute",
                "InstanceId",
                Connect.DEMO,
                "Name",
                "Held",
                "Values",
                java.util.Map.of("StringList", List.of("b"))));
        synchronized (connect.state.instance(Connect.DEMO).catalog()) {
            change.start();
            while (change.getState() != Thread.State.BLOCKED && change.getState() != Thread.State.TERMINATED) {
                Thread.sleep(5);
            }
            assertThat(change.getState()).isEqualTo(Thread.State.BLOCKED);
        }
        change.join(30_000);
        assertThat(connect.call("DescribePredefinedAttribute", "InstanceId", Connect.DEMO, "Name", "Held")
                        .toString())
                .contains("[\"b\"]");
    }
}
